package kz.zhospar.ui.capture

import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Where
import kz.zhospar.platform.TakenSort
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import java.io.File

/** Write, photo, voice without the PIN. It shows nothing of what was kept. */
class CaptureScreen(private val shell: Shell, private var said: Told? = null) : Screen() {
    override val isOpen: Boolean get() = false

    private var typed = ""
    private var writes = false
    private var isBusy = false

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.cap_title)))
        with(kit) {
            said?.let { content.put(warning(it.say(this))) }
            when {
                isBusy -> content.put(body(words(R.string.wait)))
                writes -> {
                    content.put(field(words(R.string.what), typed, lines = 4) { typed = it })
                    content.put(primary(words(R.string.cap_keep)) { keepNote() })
                }
                else -> {
                    content.put(body(words(R.string.cap_about)))
                    content.put(primary(words(R.string.write)) { write() })
                    content.put(primary(words(R.string.ev_photo)) { photo(this) })
                    content.put(primary(words(R.string.ev_voice)) { record() })
                }
            }
        }
        return kit.framed(shell, this, content)
    }

    override fun back(): Boolean {
        if (!writes) return false
        // A step back keeps the note; after it could not be kept, one leaves it.
        if (typed.isNotBlank() && said == null) keepNote() else turn { writes = false }
        return true
    }

    /** What was typed is kept and not lost, as everywhere. */
    override fun leave() = keepNote()

    private fun write() = turn {
        said = null
        writes = true
    }

    private fun photo(kit: Kit) {
        said = null
        if (!photograph(shell, kit.context) { keepFile(it, TakenSort.PHOTO) }) turn { said = whyNoPhoto(shell, R.string.cap_no_camera) }
    }

    private fun record() {
        val note = Triple(R.string.rec_refused_note, R.string.write) {
            shell.back()
            write()
        }
        shell.go(RecordScreen(shell, isOpen = false, note) { keepFile(it, TakenSort.SOUND) })
    }

    private fun keepNote() {
        val note = typed.takeIf(String::isNotBlank) ?: return
        typed = ""
        keep({ captures.note(note) }, R.string.ev_not_kept, orElse = { typed = note }) { writes = false }
    }

    private fun keepFile(file: File, sort: TakenSort) =
        keep({ captures.file(sort.capture, sort.fileName, Where.Path(file.path)) }, R.string.ev_later) { shell.media.temporary.erase(file) }

    private fun keep(work: Calls.() -> Unit, refused: Int, orElse: () -> Unit = {}, then: () -> Unit) {
        isBusy = true
        said = null
        shell.redraw(this)
        shell.ask(work) { answer ->
            isBusy = false
            when (answer) {
                is Answer.Done -> {
                    said = Told(R.string.cap_kept)
                    then()
                }
                is Answer.Not -> {
                    said = Told(refused, answer.problem.words)
                    orElse()
                }
            }
            shell.redraw(this)
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
