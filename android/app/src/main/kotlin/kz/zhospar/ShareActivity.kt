package kz.zhospar

import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.widget.ScrollView
import kz.zhospar.core.Answer
import kz.zhospar.core.CaptureSort
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.Copying
import kz.zhospar.ui.design.Kit

/** Where other apps hand on words, pictures, voices and files. All of it becomes captures, whether the app is locked or not: this door shows nothing. */
class ShareActivity : PlainWindow() {
    private enum class State { ASKS, KEEPS, KEPT, NOT_KEPT, NOTHING, NO_VAULT }

    private var state = State.ASKS
    private var problem: String? = null
    private var words: String? = null
    private var files = listOf<Uri>()

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        shell.speak(language())
        read(intent)
        this.state = when {
            !shell.hasVault() -> State.NO_VAULT
            words == null && files.isEmpty() -> State.NOTHING
            else -> State.ASKS
        }
        draw()
    }

    /** Whatever another app put in there may be malformed. */
    private fun read(handed: Intent) = try {
        files = handedFiles(handed).distinct()
        words = handed.getCharSequenceExtra(Intent.EXTRA_TEXT)?.toString()?.takeIf(String::isNotBlank)
    } catch (_: RuntimeException) {
        files = emptyList()
        words = null
    }

    @Suppress("DEPRECATION")
    private fun handedFiles(handed: Intent): List<Uri> = when {
        handed.action == Intent.ACTION_SEND_MULTIPLE && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU ->
            handed.getParcelableArrayListExtra(Intent.EXTRA_STREAM, Uri::class.java).orEmpty()
        handed.action == Intent.ACTION_SEND_MULTIPLE -> handed.getParcelableArrayListExtra<Uri>(Intent.EXTRA_STREAM).orEmpty()
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU -> listOfNotNull(handed.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java))
        else -> listOfNotNull(handed.getParcelableExtra<Uri>(Intent.EXTRA_STREAM))
    }

    private fun draw() {
        val kit = Kit(this)
        val content = kit.column(kit.title(getString(R.string.app_name)))
        with(kit) {
            when (state) {
                State.ASKS -> {
                    val count = files.size + if (words == null) 0 else 1
                    content.put(body(resources.getQuantityString(R.plurals.share_ask, count, count)))
                    content.put(primary(words(R.string.cap_keep)) { keep() })
                }
                State.KEEPS -> content.put(body(words(R.string.wait)))
                State.KEPT -> content.put(body(words(R.string.cap_kept)))
                State.NOT_KEPT -> content.put(warning(words(R.string.share_not_kept, problem.orEmpty())))
                State.NOTHING -> content.put(warning(words(R.string.share_nothing)))
                State.NO_VAULT -> content.put(warning(words(R.string.share_no_vault)))
            }
            if (state != State.KEEPS) content.put(plain(words(R.string.share_close)) { finish() })
        }
        content.setPadding(kit.dp(16), kit.dp(24), kit.dp(16), kit.dp(24))
        root.removeAllViews()
        root.addView(ScrollView(this).apply { addView(content) })
    }

    private fun keep() {
        turn(State.KEEPS)
        val note = words
        if (note != null) shell.ask({ captures.note(note) }) { next(it, files) } else keepFiles(files)
    }

    /** One after another, each copied to a file of our own first: whoever lends it can hold up the copy and nothing else. What fails costs no other. */
    private fun keepFiles(left: List<Uri>) {
        val uri = left.firstOrNull() ?: return turn(if (problem == null) State.KEPT else State.NOT_KEPT)
        shell.media.documents.copy(uri, Copying(Copying.CAPTURE_BYTES_MAX)) { copied ->
            if (copied !is Copy.Whole) {
                problem = getString(if (copied == Copy.NoRoom) R.string.no_room else R.string.ev_unreadable)
                return@copy keepFiles(left.drop(1))
            }
            val path = Where.Path(copied.file.path)
            shell.ask({ captures.file(sortOf(copied), copied.name, path) }) { answer ->
                shell.media.temporary.erase(copied.file)
                next(answer, left.drop(1))
            }
        }
    }

    private fun next(answer: Answer<Unit>, left: List<Uri>) {
        if (answer is Answer.Not) problem = answer.problem.words
        keepFiles(left)
    }

    private fun sortOf(copied: Copy.Whole): CaptureSort = when (copied.type.substringBefore('/')) {
        "image" -> CaptureSort.PHOTO
        "audio" -> CaptureSort.SOUND
        "video" -> CaptureSort.VIDEO
        else -> CaptureSort.FILE
    }

    private fun turn(to: State) {
        state = to
        draw()
    }
}
