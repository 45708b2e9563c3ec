package kz.zhospar.ui.dossier

import android.net.Uri
import android.view.View
import java.io.File
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Gauge
import kz.zhospar.core.HandOver
import kz.zhospar.core.HandedOver
import kz.zhospar.core.Plan
import kz.zhospar.core.Where
import kz.zhospar.platform.Lent
import kz.zhospar.platform.Written
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.confirm
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.evidence.Meter
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** Writes a dossier, or a page for a crisis centre, out of the log: the PIN once more, then what it means, then where to. */
class HandOverScreen(private val shell: Shell, private val plan: Plan, private val what: HandOver) : Screen() {
    private enum class Step { PIN, ASK, DONE }

    private var step = Step.PIN
    private var isBusy = false
    private var meter: Meter? = null
    private var problem: Told? = null
    private var done: HandedOver? = null

    /** The paper for her alone, until she leaves. */
    private var paper: File? = null
    private var isPaperKept = false
    private val title = if (what == HandOver.DOSSIER) R.string.dos_hand_over else R.string.dos_summary

    override fun leave() {
        // While she chooses a place for the paper it is still needed.
        if (shell.errands.isOut) return
        paper?.let(shell.media.temporary::erase)
        paper = null
    }

    /** While it is written there is no way back: its code is shown once. */
    override fun back(): Boolean = meter != null

    override fun draw(kit: Kit): View {
        val said = problem?.say(kit)
        val (now, made) = meter to done
        val content = when {
            now != null -> kit.column(kit.title(kit.words(title)), now.view(kit))
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.PIN -> kit.pinPage(kit.words(title), kit.words(R.string.out_pin), said, entered = ::entered).first
            step == Step.DONE && made != null -> kit.finished(made, said)
            else -> kit.column(
                kit.title(kit.words(title)),
                said?.let(kit::warning),
                kit.body(kit.words(if (what == HandOver.DOSSIER) R.string.dos_ask else R.string.dos_ask_summary)),
                kit.primary(kit.words(R.string.out_yes)) { choosePlace(TYPES.getValue(what), name(kit), ::write) },
            )
        }
        return kit.framed(shell, this, content)
    }

    /** Files have the neutral name too. */
    private fun name(kit: Kit) = kit.words(R.string.app_name) + if (what == HandOver.DOSSIER) ".zip" else ".pdf"

    private fun Kit.finished(made: HandedOver, said: String?): View {
        val content = column(title(words(title)), said?.let(::warning), body(words(R.string.dos_done)))
        val code = made.code ?: return content
        val about = listOfNotNull(
            words(R.string.dos_holds, made.episodes, made.files),
            words(R.string.dos_as_copies, made.copies).takeIf { made.copies > 0 },
            words(R.string.dos_kept_back, made.keptBack).takeIf { made.keptBack > 0 },
            words(R.string.dos_damaged, made.damaged).takeIf { made.damaged > 0 },
        )
        content.put(card(*about.map(::note).toTypedArray()))
        content.put(heading(words(R.string.dos_code)), gap = 24)
        content.put(body(code.split('-').chunked(GROUPS_A_LINE).joinToString("\n") { it.joinToString("-") }).apply {
            setTextIsSelectable(true)
            contentDescription = code
        })
        content.put(note(words(R.string.dos_code_about)))
        content.put(heading(words(R.string.dos_paper)), gap = 24)
        content.put(note(words(if (isPaperKept) R.string.dos_paper_kept else R.string.dos_paper_about)))
        if (paper != null && !isPaperKept) content.put(plain(words(R.string.dos_paper_keep)) { choosePlace(PDF, words(R.string.app_name) + "-2.pdf", ::keepPaper) })
        return content
    }

    private fun entered(pin: String) {
        problem = null
        turn { isBusy = true }
        shell.confirm(pin) { refused ->
            turn {
                isBusy = false
                problem = refused
                if (refused == null) step = Step.ASK
            }
        }
    }

    private fun choosePlace(type: String, name: String, then: (Uri) -> Unit) {
        problem = null
        if (!shell.errands.place(type, name, then)) turn { problem = Told(R.string.ev_no_picker) }
    }

    private fun write(uri: Uri) = shell.media.documents.open(uri, "wt") { lent ->
        if (lent == null || shell.top !== this) {
            // Locked or left meanwhile: what is open now may be another log.
            lent?.close()
            shell.media.documents.remove(uri)
            return@open turn { problem = Told(R.string.out_no_place) }
        }
        make(uri, lent)
    }

    private fun make(uri: Uri, lent: Lent) {
        val counting = Meter(R.string.out_writing, null)
        val forHer = shell.media.temporary.newShown()
        val tongue = shell.tongue
        turn { meter = counting }
        shell.askLong({ handOver(Where.Open(lent.number), forHer, counting.gauge, tongue) }) { answer ->
            lent.close()
            meter = null
            if (answer is Answer.Done) {
                done = answer.value
                step = Step.DONE
                paper = forHer.takeIf(File::isFile)
            } else {
                // Half a dossier looks like a whole one.
                shell.media.documents.remove(uri)
                shell.media.temporary.erase(forHer)
                problem = Told(R.string.out_failed, (answer as Answer.Not).problem.words)
            }
            // Locked meanwhile: nobody is left to be shown the paper.
            if (shell.top !== this) leave()
            shell.redraw(this)
        }
    }

    private fun kz.zhospar.core.Calls.handOver(to: Where, forHer: File, gauge: Gauge, tongue: kz.zhospar.core.Tongue): HandedOver = when (what) {
        HandOver.DOSSIER -> dossier.make(plan, to, Where.Path(forHer.path), gauge, tongue)
        HandOver.SUMMARY -> dossier.summarise(plan, to)
    }

    private fun keepPaper(uri: Uri) {
        val file = paper ?: return
        // Nobody erases it while it is read.
        paper = null
        shell.media.documents.put(file, uri) { written ->
            val isWritten = written == Written.WHOLE
            if (!isWritten) shell.media.documents.remove(uri)
            if (isWritten || shell.top !== this) shell.media.temporary.erase(file) else paper = file
            turn {
                isPaperKept = isWritten
                if (!isWritten) problem = Told(R.string.out_no_place)
            }
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        /** As many as are whole on the smallest screen. */
        const val GROUPS_A_LINE = 3
        const val PDF = "application/pdf"
        val TYPES = mapOf(HandOver.DOSSIER to "application/zip", HandOver.SUMMARY to PDF)
    }
}
