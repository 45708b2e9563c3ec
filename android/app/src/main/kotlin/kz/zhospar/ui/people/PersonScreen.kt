package kz.zhospar.ui.people

import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Calls
import kz.zhospar.core.Certainty
import kz.zhospar.core.Choice
import kz.zhospar.core.Identity
import kz.zhospar.core.PersonDraft
import kz.zhospar.core.Problem
import kz.zhospar.core.Tongue
import kz.zhospar.core.Written
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.row
import kz.zhospar.ui.entry.EntryScreen
import kz.zhospar.ui.entry.choices
import kz.zhospar.ui.entry.word

/** Someone who does it, or may: what they are to her, and what they can be told by. */
class PersonScreen(shell: Shell, id: String?) : EntryScreen<PersonDraft>(shell, id, PersonDraft()) {
    private var identities = emptyList<Identity>()

    override fun Calls.write(id: String?, draft: PersonDraft): String = people.keepPerson(id, draft)

    override fun Calls.writeLeaving(id: String?, draft: PersonDraft, tongue: Tongue): String = people.leavePerson(id, draft)

    override fun Calls.read(id: String, tongue: Tongue): Written<PersonDraft> = people.person(id, tongue)

    override fun isEnough(draft: PersonDraft): Boolean = draft.name.isNotBlank()

    override fun Kit.why(problem: Problem, said: PersonDraft): String = when (problem.field) {
        "from" -> words(R.string.entry_no_date, said.from.trim())
        "to" -> words(R.string.entry_no_date, said.to.trim())
        ORDER -> words(R.string.person_order)
        else -> problem.words
    }

    override fun begin() {
        super.begin()
        val known = id ?: return
        shell.ask({ people.identities(known) }) { answer ->
            if (answer is Answer.Done) turn { identities = answer.value }
        }
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.person)))
        standing(content)
        content.put(line(words(R.string.person_name), draft.name) { draft, words -> draft.copy(name = words) })
        content.put(heading(shell.word("field-relation")), gap = 24)
        content.put(oneOf(Choice.RELATION, draft.relation) { draft, kind -> draft.copy(relation = kind) })
        content.put(note(words(R.string.person_lives_with_me)))
        content.put(yesOrNo(draft.livesWithMe) { draft, answer -> draft.copy(livesWithMe = answer) })
        content.put(note(words(R.string.person_common_child)))
        content.put(yesOrNo(draft.commonChild) { draft, answer -> draft.copy(commonChild = answer) })
        line(content, words(R.string.person_from), draft.from, setOf("from")) { draft, words -> draft.copy(from = words) }
        line(content, words(R.string.person_to), draft.to, setOf("to", ORDER)) { draft, words -> draft.copy(to = words) }
        content.put(note(words(R.string.entry_partial_date)))
        content.put(line(shell.word("field-description"), draft.description, lines = 3) { draft, words -> draft.copy(description = words) })
        identities(content)
    }

    private fun Kit.identities(content: LinearLayout) {
        content.put(heading(shell.word("field-identity")), gap = 24)
        val sorts = shell.choices(Choice.IDENTITY).associate { it.id to it.name }
        identities.forEach { identity ->
            val sure = identity.certainty?.let { shell.word("sure-${it.name.lowercase()}") }
            val said = listOf(sorts[identity.sort].orEmpty(), sure ?: words(R.string.identity_not_said), identity.reason, identity.since)
            val notes = said.filter(String::isNotBlank)
            // Uncertain things look uncertain: outlined, not filled.
            content.put(row(identity.value, listOf(notes.joinToString(" · ")), outlined = identity.certainty != Certainty.SURE) { open(identity) })
        }
        content.put(plain(words(R.string.identity_add)) { open(null) })
    }

    /** Someone of whom nothing but a number is known is a person too: the number makes them one. */
    private fun open(identity: Identity?) = shell.go(IdentityScreen(shell, { id }, identity) { id = it })

    private companion object {
        /** The core's name for both dates together. */
        const val ORDER = "relation"
    }
}
