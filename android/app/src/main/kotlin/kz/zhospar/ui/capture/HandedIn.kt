package kz.zhospar.ui.capture

import android.net.Uri
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.CaptureSort
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told

/** What another app handed on, on its way to the captures. It outlives the window that asks: a phone that is turned asks nothing twice, and keeps nothing twice. */
class HandedIn(private val shell: Shell, private val words: String?, private val files: List<Uri>) {
    enum class State { ASKS, KEEPS, KEPT, NOT_KEPT, NOTHING, NO_VAULT }

    var state = when {
        !shell.hasVault() -> State.NO_VAULT
        words == null && files.isEmpty() -> State.NOTHING
        else -> State.ASKS
    }
        private set
    var problem: Told? = null
        private set
    val count: Int get() = files.size + if (words == null) 0 else 1

    /** Told when it has moved on. */
    var moved: () -> Unit = {}

    fun keep() {
        if (state != State.ASKS) return
        turn(State.KEEPS)
        val note = words
        if (note != null) shell.ask({ captures.note(note) }) { next(it, files) } else keepFiles(files)
    }

    /** One after another, each copied to a file of our own first: whoever lends it can hold up the copy and nothing else. What fails costs no other. */
    private fun keepFiles(left: List<Uri>) {
        val uri = left.firstOrNull() ?: return turn(if (problem == null) State.KEPT else State.NOT_KEPT)
        shell.media.documents.copy(uri, Copying(Copying.CAPTURE_BYTES_MAX)) { copy ->
            if (copy !is Copy.Whole) {
                problem = whyNoCopy(copy)
                return@copy keepFiles(left.drop(1))
            }
            val path = Where.Path(copy.file.path)
            shell.ask({ captures.file(sortOf(copy), copy.name, path) }) { answer ->
                shell.media.temporary.erase(copy.file)
                next(answer, left.drop(1))
            }
        }
    }

    private fun next(answer: Answer<Unit>, left: List<Uri>) {
        if (answer is Answer.Not) problem = Told(null, answer.problem.words)
        keepFiles(left)
    }

    private fun sortOf(copy: Copy.Whole): CaptureSort = when (copy.type.substringBefore('/')) {
        "image" -> CaptureSort.PHOTO
        "audio" -> CaptureSort.SOUND
        "video" -> CaptureSort.VIDEO
        else -> CaptureSort.FILE
    }

    private fun turn(to: State) {
        state = to
        moved()
    }
}
