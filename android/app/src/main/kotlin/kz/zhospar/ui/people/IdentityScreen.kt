package kz.zhospar.ui.people

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Certainty
import kz.zhospar.core.Choice
import kz.zhospar.core.Identity
import kz.zhospar.core.Problem
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.FormScreen
import kz.zhospar.ui.entry.choices
import kz.zhospar.ui.entry.word

/** One thing that someone can be told by, and how sure she is that it is theirs. */
class IdentityScreen(shell: Shell, private val person: () -> String?, private var known: Identity?, private val made: (String) -> Unit) :
    FormScreen<Identity, String>(shell, known ?: Identity("number", "")) {

    override val fields = setOf("identity", "since")

    /** Nothing is told to anyone by it, so it is kept as an incident is: whenever it is left. */
    override fun leave() {
        if (!isUnkept() || draft.value.isBlank()) return
        val before = known
        keepLeaving({ people.leaveIdentity(person(), it, before) }) { now, answer ->
            known = now
            made(answer)
        }
    }

    override fun Kit.why(problem: Problem): String = if (problem.field == "since") words(R.string.entry_no_date, draft.since.trim()) else problem.words

    override fun stopLoss() = keep(orElse = ::warnOfLoss)

    override fun Calls.keep(draft: Identity, tongue: Tongue): String = people.attach(person(), draft, known)

    override fun kept(answer: String) {
        made(answer)
        leaveBehind()
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.identity)))
        standing(content)
        content.put(flow(shell.choices(Choice.IDENTITY).map { sort ->
            choice(sort.name, draft.sort == sort.id) { change { it.copy(sort = sort.id) } }
        }))
        line(content, words(R.string.identity_value), draft.value, of = "identity") { draft, words -> draft.copy(value = words) }
        content.put(note(words(R.string.identity_sure)), gap = 24)
        content.put(flow(Certainty.entries.map { sure ->
            val isChosen = draft.certainty == sure
            choice(shell.word("sure-${sure.name.lowercase()}"), isChosen) { change { it.copy(certainty = sure.takeUnless { isChosen }) } }
        }))
        line(content, shell.word("field-reason"), draft.reason) { draft, words -> draft.copy(reason = words) }
        line(content, shell.word("field-since"), draft.since, of = "since") { draft, words -> draft.copy(since = words) }
        content.put(note(words(R.string.entry_partial_date)))
        keepButton(content)
        known?.let { content.put(plain(words(R.string.identity_detach)) { detach(it) }) }
    }

    private fun detach(identity: Identity) {
        val from = person() ?: return
        act({ people.detach(from, identity) }) { leaveBehind() }
    }
}
