package kz.zhospar.ui.evidence

import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.text.format.Formatter
import android.view.View
import android.widget.Button
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.CaptureSort
import kz.zhospar.core.Exhibits
import kz.zhospar.core.Piece
import kz.zhospar.core.Taken
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.platform.Lent
import kz.zhospar.platform.TakenSort
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.capture.RecordScreen
import kz.zhospar.ui.capture.capture
import kz.zhospar.ui.capture.photograph
import kz.zhospar.ui.capture.pickFile
import kz.zhospar.ui.capture.whyNoCopy
import kz.zhospar.ui.capture.whyNoPhoto
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import java.io.File

/** The evidence of an incident, and the ways to more of it. */
class EvidenceScreen(private val shell: Shell, private val incident: String) : Screen() {
    private var exhibits: Exhibits? = null
    private var meter: Meter? = null
    private val main = Handler(Looper.getMainLooper())
    private var said: Told? = null

    /** The copy that is being made of what comes out of a pipe. */
    private var copying: Copying? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ evidence.of(incident, tongue) }) { answer ->
            if (answer is Answer.Done) exhibits = answer.value
            if (answer is Answer.Not) said = Told(null, answer.problem.words)
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.ev_title)))
        with(kit) {
            said?.let { content.put(warning(it.say(this))) }
            val now = meter
            if (now != null) {
                content.put(now.view(this))
            } else {
                content.put(heading(words(R.string.ev_add)))
                content.put(primary(words(R.string.ev_photo)) { photo(this) }.also { name(it, R.string.ev_add_photo) })
                content.put(plain(words(R.string.ev_voice)) { record() }.also { name(it, R.string.ev_add_voice) })
                content.put(plain(words(R.string.ev_file)) { pick() }.also { name(it, R.string.ev_add_file) })
                content.put(note(words(R.string.ev_about)))
            }
            val known = exhibits ?: return@with
            if (known.pieces.isEmpty()) content.put(body(words(R.string.ev_none)), gap = 24)
            known.pieces.forEach { content.put(row(it)) }
            if (known.lacking.isNotEmpty()) content.put(note(words(R.string.ev_lacking, known.lacking.joinToString(", "))), gap = 24)
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.name(button: Button, label: Int) {
        button.contentDescription = words(label)
    }

    private fun Kit.row(piece: Piece): View {
        val about = "${Formatter.formatShortFileSize(context, piece.bytes)} · ${piece.received}"
        return card(body(piece.name), note(about), note(words(R.string.piece_hash, short(piece.sha256)))).apply {
            minimumHeight = dp(Kit.TARGET)
            contentDescription = "${piece.name}. $about"
            setOnClickListener { shell.go(PieceScreen(shell, piece)) }
        }
    }

    private fun photo(kit: Kit) {
        said = null
        if (!photograph(shell, kit.context) { keep(it, TakenSort.PHOTO) }) turn { said = whyNoPhoto(shell, R.string.ev_no_camera) }
    }

    private fun record() {
        said = null
        val file = Triple(R.string.rec_refused_file, R.string.ev_pick) {
            shell.back()
            pick()
        }
        shell.go(RecordScreen(shell, isOpen = true, file) { keep(it, TakenSort.SOUND) })
    }

    private fun pick() {
        said = null
        val isOut = shell.errands.go(pickFile()) { came -> came?.data?.let(::attach) }
        if (!isOut) turn { said = Told(R.string.ev_no_picker) }
    }

    /** A file of our own: once it is in the vault, nothing of it is left outside. */
    private fun keep(file: File, sort: TakenSort) = take(sort.capture, sort.fileName, Where.Path(file.path), file.length(), isOwn = true) { taken ->
        if (taken != Taken.Place.NOWHERE) shell.media.temporary.erase(file)
    }

    private fun attach(uri: Uri) = shell.media.documents.open(uri, "r") { lent: Lent? ->
        when {
            lent == null -> turn { said = Told(R.string.ev_unreadable) }
            lent.isFile -> take(CaptureSort.FILE, lent.name, Where.Open(lent.number), lent.bytes) { lent.close() }
            else -> fetch(lent)
        }
    }

    /** Copied first: an app that stalls would hold up the lock if the core read it. */
    private fun fetch(lent: Lent) {
        val begun = Copying()
        copying = begun
        turn { meter = Meter(R.string.ev_taking_in, lent.bytes?.takeIf { it > 0 }, copying = begun) }
        shell.media.documents.copy(lent, begun) { copy ->
            copying = null
            meter = null
            if (copy is Copy.Whole) {
                take(CaptureSort.FILE, copy.name, Where.Path(copy.file.path), copy.file.length()) { shell.media.temporary.erase(copy.file) }
            } else {
                turn { said = whyNoCopy(copy) }
            }
        }
    }

    /** A copy is not waited for. That is said once it is known whether she only left, or it was locked. */
    override fun leave() {
        val given = copying ?: return
        given.isWanted = false
        turn {
            copying = null
            meter = null
            said = Told(R.string.ev_left)
        }
        main.post(::tell)
    }

    private fun take(sort: CaptureSort, name: String, file: Where, bytes: Long?, isOwn: Boolean = false, after: (Taken.Place) -> Unit) {
        val counting = Meter(R.string.ev_taking_in, bytes)
        val tongue = shell.tongue
        turn { meter = counting }
        val work: Calls.() -> Taken = { evidence.keep(incident, sort, name, file, counting.gauge, tongue) }
        val then: (Answer<Taken>) -> Unit = { answer ->
            meter = null
            val taken = if (answer is Answer.Done) answer.value else Taken(Taken.Place.NOWHERE, (answer as Answer.Not).problem.words)
            after(taken.place)
            said = when (taken.place) {
                Taken.Place.EVIDENCE -> null
                Taken.Place.CAPTURES -> Told(R.string.cap_kept)
                Taken.Place.BARRED -> Told(null, taken.words)
                Taken.Place.NOWHERE -> Told(if (isOwn) R.string.ev_later else R.string.ev_not_kept, taken.words)
            }
            tell()
        }
        // What she made herself is short, and goes in before any lock that was asked for after it.
        if (isOwn) shell.ask(work, then) else shell.askLong(work, then)
    }

    /** The lock may have come first: then it is said in front of the PIN, without a word of what it was. */
    private fun tell() {
        val words = said
        when {
            shell.isOpen -> if (shell.top === this) begin() else Unit
            words != null -> shell.go(CaptureScreen(shell, words))
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}

/** Enough of a hash to tell two files apart at a glance. */
internal fun short(sha256: String): String = sha256.take(16).chunked(4).joinToString(" ") + " …"
