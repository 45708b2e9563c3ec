package kz.zhospar.ui.evidence

import android.content.Intent
import android.net.Uri
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Piece
import kz.zhospar.core.Where
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed
import kz.zhospar.ui.pinPage

/** Takes a piece of evidence out of the vault: the PIN once more, then what it means, then where to. */
class TakeOutScreen(private val shell: Shell, private val piece: Piece) : Screen() {
    private enum class Step { PIN, ASK, DONE }

    private var step = Step.PIN
    private var isBusy = false
    private var meter: Meter? = null
    private var problem: Told? = null

    override fun draw(kit: Kit): View {
        val said = problem?.say(kit)
        val now = meter
        val content = when {
            now != null -> kit.column(kit.title(kit.words(R.string.out_title)), now.view(kit))
            isBusy -> kit.body(kit.words(R.string.wait))
            step == Step.PIN -> kit.pinPage(kit.words(R.string.out_title), kit.words(R.string.out_pin), said, entered = ::entered).first
            step == Step.ASK -> kit.column(
                kit.title(kit.words(R.string.out_title)),
                said?.let(kit::warning),
                kit.body(piece.name),
                kit.body(kit.words(R.string.out_about)),
                kit.primary(kit.words(R.string.out_yes)) { choosePlace() },
            )
            else -> kit.column(kit.title(kit.words(R.string.out_title)), kit.body(kit.words(R.string.out_done)))
        }
        return kit.framed(shell, this, content)
    }

    private fun entered(pin: String) {
        problem = null
        turn { isBusy = true }
        shell.ask({ confirmPin(pin) }) { answer ->
            isBusy = false
            turn {
                if (answer is Answer.Done) step = Step.ASK
                if (answer is Answer.Not) problem = Told(null, answer.problem.words)
            }
        }
    }

    private fun choosePlace() {
        problem = null
        val place = Intent(Intent.ACTION_CREATE_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("application/octet-stream")
            .putExtra(Intent.EXTRA_TITLE, piece.name).putExtra(Intent.EXTRA_LOCAL_ONLY, true)
        val isOut = shell.errands.go(place) { came -> came?.data?.let(::write) }
        if (!isOut) turn { problem = Told(R.string.ev_no_picker) }
    }

    private fun write(uri: Uri) {
        val documents = shell.media.documents
        documents.open(uri, "w") { lent ->
            if (lent == null) {
                documents.remove(uri)
                return@open turn { problem = Told(R.string.out_no_place) }
            }
            val counting = Meter(R.string.out_writing, piece.bytes)
            turn { meter = counting }
            shell.askLong({ evidence.takeOut(piece.id, Where.Open(lent.number), counting.gauge) }) { answer ->
                lent.close()
                meter = null
                // Half a copy looks like a whole one.
                if (answer is Answer.Not) documents.remove(uri)
                turn {
                    if (answer is Answer.Done) step = Step.DONE
                    if (answer is Answer.Not) problem = Told(R.string.out_failed, answer.problem.words)
                }
            }
        }
    }

    private fun turn(how: () -> Unit) {
        how()
        shell.redraw(this)
    }
}
