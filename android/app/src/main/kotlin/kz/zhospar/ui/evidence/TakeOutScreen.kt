package kz.zhospar.ui.evidence

import android.net.Uri
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Piece
import kz.zhospar.core.Where
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.confirm
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** Takes a piece of evidence out of the vault: the PIN once more, then what it means, then to which place or which app. */
class TakeOutScreen(private val shell: Shell, private val piece: Piece) : Screen() {
    private enum class Step { PIN, ASK, LENT, DONE }

    private var step = Step.PIN
    private var isBusy = false
    private var problem: Told? = null

    /** The app that was chosen may be reading for as long as this page is there. */
    override fun leave() {
        if (!shell.errands.isOut) shell.media.showing.end()
    }

    override fun draw(kit: Kit): View {
        val said = problem?.say(kit)
        val content = when {
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.PIN -> kit.pinPage(kit.words(R.string.out_title), kit.words(R.string.out_pin), said, entered = ::entered).first
            step == Step.ASK -> kit.column(
                kit.title(kit.words(R.string.out_title)),
                said?.let(kit::warning),
                kit.body(piece.name),
                kit.body(kit.words(R.string.out_about)),
                kit.note(kit.words(R.string.out_bare_about)),
                kit.primary(kit.words(R.string.out_bare)) { choosePlace(original = false) },
                kit.plain(kit.words(R.string.out_as_is)) { choosePlace(original = true) },
                kit.heading(kit.words(R.string.out_app)),
                kit.body(kit.words(R.string.out_app_about)),
                kit.plain(kit.words(R.string.out_app_bare)) { handOn(original = false) },
                kit.plain(kit.words(R.string.out_app_as_is)) { handOn(original = true) },
            )
            step == Step.LENT -> kit.column(
                kit.title(kit.words(R.string.out_title)),
                kit.body(kit.words(R.string.out_lent)),
                kit.primary(kit.words(R.string.out_lent_end)) { shell.back() },
            )
            else -> kit.column(kit.title(kit.words(R.string.out_title)), kit.body(kit.words(R.string.out_done)))
        }
        return kit.framed(shell, this, content)
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

    private fun choosePlace(original: Boolean) {
        problem = null
        val isOut = shell.errands.place("application/octet-stream", piece.name) { write(it, original) }
        if (!isOut) turn { problem = Told(R.string.ev_no_picker) }
    }

    private fun write(uri: Uri, original: Boolean) {
        val documents = shell.media.documents
        documents.open(uri, "wt") { lent ->
            if (lent == null || shell.top !== this) {
                // Locked or left meanwhile: what is open now may be another log.
                lent?.close()
                documents.remove(uri)
                return@open turn { problem = Told(R.string.out_no_place) }
            }
            turn { isBusy = true }
            shell.askLong({ dossier.share(piece.id, original, Where.Open(lent.number)) }) { answer ->
                lent.close()
                isBusy = false
                // Half a copy looks like a whole one.
                if (answer is Answer.Not) documents.remove(uri)
                turn {
                    if (answer is Answer.Done) step = Step.DONE
                    if (answer is Answer.Not) problem = Told(R.string.out_failed, answer.problem.words)
                }
            }
        }
    }

    /** It lies outside the vault for as long as it is lent. */
    private fun handOn(original: Boolean) {
        val file = shell.media.temporary.newOpen()
        problem = null
        turn { isBusy = true }
        shell.askLong({ dossier.share(piece.id, original, Where.Path(file.path)) }) { answer ->
            isBusy = false
            when {
                answer is Answer.Not -> problem = Told(R.string.out_failed, answer.problem.words)
                // Nobody is left to choose an app.
                shell.top !== this -> shell.media.temporary.erase(file)
                shell.errands.handOn(shell.media.showing.offer(file, piece.name)) -> step = Step.LENT
                else -> {
                    shell.media.showing.end()
                    problem = Told(R.string.copy_no_app)
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
