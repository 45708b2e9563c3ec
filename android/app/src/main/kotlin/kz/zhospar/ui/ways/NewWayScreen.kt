package kz.zhospar.ui.ways

import android.net.Uri
import android.text.InputType
import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.NewWay
import kz.zhospar.core.WayPlace
import kz.zhospar.core.WayTag
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.capture.CaptureScreen
import kz.zhospar.ui.capture.pickFile
import kz.zhospar.ui.capture.whyNoCopy
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** A way she knows and approves. Its line on the ground comes out of a file, if she has one. */
class NewWayScreen(private val shell: Shell, private val places: List<WayPlace>) : Screen() {
    private var way = NewWay("", places[0].id, places[1].id, "", emptySet(), oneWay = false)
    private var tags = listOf<String>()
    private var line: Uri? = null
    private var problem: String? = null
    private var said: Told? = null
    private var isBusy = false

    /** The copy of the file that is being made. */
    private var copying: Copying? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ ways.tags(tongue) }) { answer ->
            if (answer is Answer.Done) tags = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.way_add)))
        with(kit) { if (isBusy) content.put(body(words(R.string.wait))) else form(content) }
        return kit.framed(shell, this, content)
    }

    private fun Kit.form(content: LinearLayout) {
        (problem ?: said?.say(this))?.let { content.put(warning(it)) }
        content.put(field(words(R.string.way_name), way.name) { type(way.copy(name = it)) })
        content.put(heading(words(R.string.way_from)), gap = 24)
        content.put(flow(places.map { place -> choice(place.name, place.id == way.from) { turn { way = way.copy(from = place.id) } } }))
        content.put(heading(words(R.string.way_to)), gap = 24)
        content.put(flow(places.map { place -> choice(place.name, place.id == way.to) { turn { way = way.copy(to = place.id) } } }))
        content.put(field(words(R.string.way_minutes), way.minutes, type = InputType.TYPE_CLASS_NUMBER) { type(way.copy(minutes = it)) }, gap = 24)
        content.put(note(words(R.string.way_ticks)))
        WayTag.entries.zip(tags).forEach { (tag, name) ->
            val ticked = tag in way.tags
            content.put(tick(name, ticked) { turn { way = way.copy(tags = if (ticked) way.tags - tag else way.tags + tag) } }, gap = 8)
        }
        content.put(tick(words(R.string.way_one_way), way.oneWay) { turn { way = way.copy(oneWay = !way.oneWay) } }, gap = 8)
        content.put(heading(words(R.string.way_line)), gap = 24)
        content.put(body(words(if (line == null) R.string.way_line_about else R.string.way_line_chosen)))
        content.put(plain(words(R.string.way_line_pick)) { pick() })
        if (line != null) content.put(plain(words(R.string.way_line_none)) { turn { line = null } })
        content.put(primary(words(R.string.way_keep)) { keep() }, gap = 24)
    }

    private fun type(to: NewWay) {
        way = to
        // A keyboard's keys are no touches of this window.
        shell.touched()
    }

    private fun pick() {
        val isOut = shell.errands.go(pickFile()) { came -> came?.data?.let { turn { line = it } } }
        if (!isOut) turn { said = Told(R.string.way_no_picker) }
    }

    private fun keep() {
        turn {
            problem = null
            said = null
            isBusy = true
        }
        val said = way
        val uri = line ?: return shell.ask({ ways.addWay(said, null) }, ::answered)
        // Copied first: an app that lends it and then stalls holds up nothing but this.
        val begun = Copying(Copying.CAPTURE_BYTES_MAX)
        copying = begun
        shell.media.documents.copy(uri, begun) { copy ->
            copying = null
            if (copy !is Copy.Whole) return@copy refuse(whyNoCopy(copy))
            shell.askLong({ ways.addWay(said, Where.Path(copy.file.path)) }) { answer ->
                shell.media.temporary.erase(copy.file)
                answered(answer)
            }
        }
    }

    /** Who leaves does not wait for the file: it can be kept again. */
    override fun leave() {
        val given = copying ?: return
        given.isWanted = false
        turn {
            copying = null
            isBusy = false
        }
    }

    private fun refuse(why: Told) = turn {
        isBusy = false
        scrolledTo = 0
        said = why
    }

    private fun answered(answer: Answer<Unit>) {
        isBusy = false
        problem = (answer as? Answer.Not)?.problem?.words
        scrolledTo = 0
        when {
            problem == null && shell.top === this -> shell.back()
            // The lock came first.
            problem != null && !shell.isOpen -> shell.go(CaptureScreen(shell, Told(R.string.unfinished)))
            else -> shell.redraw(this)
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
