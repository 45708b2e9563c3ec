package kz.zhospar.ui.evidence

import android.graphics.Bitmap
import android.text.format.Formatter
import android.view.View
import android.widget.ImageView
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Piece
import kz.zhospar.core.Where
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import java.io.File

/** One piece of evidence: looked at or listened to inside the app. What is taken out for that is removed at once. */
class PieceScreen(private val shell: Shell, private val piece: Piece) : Screen() {
    private val sort = piece.name.substringAfterLast('.', "").lowercase()
    private val isPicture = sort in PICTURES && piece.bytes <= PICTURE_BYTES_MAX
    private val isSound = sort in SOUNDS
    private var picture: Bitmap? = null
    private var heard: File? = null
    private var meter: Meter? = null
    private var problem: Told? = null
    private var isGone = false

    override fun begin() {
        isGone = false
        if (isPicture && picture == null && meter == null) look()
    }

    override fun leave() {
        isGone = true
        silence()
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(piece.name))
        with(kit) {
            problem?.let { content.put(warning(it.say(this))) }
            meter?.let { content.put(it.view(this)) }
            picture?.let { content.put(shown(it)) }
            when {
                heard != null -> content.put(primary(words(R.string.piece_stop)) { turn { silence() } })
                isSound && meter == null -> content.put(primary(words(R.string.piece_play)) { listen() })
                !isPicture && !isSound -> content.put(note(words(R.string.piece_not_shown)))
            }
            content.put(card(
                note(words(R.string.piece_received, piece.received)),
                note(words(R.string.piece_size, Formatter.formatShortFileSize(context, piece.bytes))),
                note(words(R.string.piece_hash, short(piece.sha256))).apply { contentDescription = words(R.string.piece_hash, piece.sha256) },
            ))
            content.put(plain(words(R.string.out_title)) { shell.go(TakeOutScreen(shell, piece)) })
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.shown(picture: Bitmap): View = ImageView(context).apply {
        setImageBitmap(picture)
        adjustViewBounds = true
        contentDescription = piece.name
    }

    private fun look() = takeOut { file ->
        val temporary = shell.media.temporary
        shell.media.documents.later({
            try {
                pictureOf(file)
            } finally {
                temporary.erase(file)
            }
        }) { decoded ->
            turn {
                picture = decoded
                if (decoded == null) problem = Told(R.string.piece_cant_show)
            }
        }
    }

    private fun listen() = takeOut { file ->
        if (!isGone && shell.media.sound.play(file) { turn { silence() } }) {
            turn { heard = file }
        } else {
            shell.media.temporary.erase(file)
            turn { problem = Told(R.string.piece_cant_show) }
        }
    }

    private fun takeOut(then: (File) -> Unit) {
        val file = shell.media.temporary.newShown()
        val counting = Meter(R.string.piece_opening, piece.bytes)
        problem = null
        turn { meter = counting }
        shell.askLong({ evidence.takeOut(piece.id, Where.Path(file.path), counting.gauge) }) { answer ->
            meter = null
            when (answer) {
                is Answer.Done -> then(file)
                is Answer.Not -> turn { problem = Told(null, answer.problem.words) }
            }
        }
    }

    private fun silence() {
        val file = heard ?: return
        heard = null
        shell.media.sound.stopPlaying()
        shell.media.temporary.erase(file)
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }

    private companion object {
        val PICTURES = setOf("jpg", "jpeg", "png", "webp", "gif", "heic", "heif", "bmp")
        val SOUNDS = setOf("aac", "m4a", "mp3", "ogg", "oga", "opus", "wav", "amr", "3gp", "flac")
        const val PICTURE_BYTES_MAX = 67_108_864L
    }
}
