package kz.zhospar.ui.contact

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Changed
import kz.zhospar.core.Choice
import kz.zhospar.core.Contact
import kz.zhospar.ui.Permit
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.alert.DrillScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.choices
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.framed
import kz.zhospar.ui.permitted
import kz.zhospar.ui.people.PeopleScreen

/** Someone who gets the alert, and the message as they would read it. */
class ContactScreen(private val shell: Shell, private val id: String, private val permit: Permit, private var refused: String? = null) : Screen() {
    private var contact: Contact? = null
    private var problem: String? = null

    override fun begin() {
        val tongue = shell.tongue
        shell.ask({ contacts.contact(id, tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) contact = answer.value
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(contact?.draft?.name ?: kit.words(R.string.contact)))
        with(kit) {
            listOfNotNull(problem, refused).forEach { content.put(warning(it)) }
            contact?.let { fill(content, it) }
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.fill(content: LinearLayout, contact: Contact) {
        val said = contact.draft
        content.put(body(said.number))
        contact.doubts.forEach { content.put(note(it)) }
        content.put(card(note(shell.word("contact-example")), body(contact.example)))
        content.put(note(words(R.string.contact_example_about)))
        val tier = shell.choices(Choice.TIER).firstOrNull { it.id == said.tier.toString() }?.name
        val manner = listOfNotNull(
            said.tongue.ownName,
            shell.word("contact-polite").takeIf { said.polite },
            words(if (said.quiet) R.string.contact_quiet else R.string.contact_rings),
        )
        val agreed = shell.choices(Choice.AGREED).filter { it.id in said.agreed }.map { it.name }
        val lines = listOf(
            shell.word("field-tier") to tier.orEmpty(),
            words(R.string.contact_manner) to manner.joinToString(" · "),
            shell.word("field-role") to said.role,
            shell.word("field-agreed") to agreed.joinToString(" · "),
            shell.word("field-harmless") to said.harmless,
            words(R.string.where) to listOf(said.country, said.city).filter(String::isNotBlank).joinToString(" · "),
            shell.word("field-duty-number") to said.dutyNumber,
            words(R.string.contact_warned) to words(if (said.warned) R.string.yes else R.string.no),
            words(R.string.pair) to words(if (contact.paired) R.string.yes else R.string.no),
            words(R.string.drill_test) to contact.tested,
        )
        content.put(card(*lines.filter { it.second.isNotBlank() }.map { (label, words) -> column(note(label), body(words), gap = 0) }.toTypedArray()))
        content.put(plain(words(R.string.drill_one, said.name)) { shell.go(DrillScreen(shell, id)) })
        content.put(plain(words(R.string.contact_change)) { shell.permitted(permit, R.string.permit_about) { ContactForm(shell, id, said, ::changed) } })
        content.put(plain(words(R.string.pair)) { shell.permitted(permit, R.string.permit_about) { PairScreen(shell, id, contact.paired) } })
        content.put(plain(words(R.string.contact_remove)) { shell.permitted(permit, R.string.permit_about) { RemoveScreen(shell, id, said.name) } }, gap = 24)
    }

    private fun changed(answer: Changed<String>) {
        refused = answer.refused
        shell.back()
    }
}

/** A second word for what can't be taken back. */
class RemoveScreen(private val shell: Shell, private val id: String, private val name: String) : Screen() {
    private var isGone = false
    private var said: String? = null

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(name))
        with(kit) {
            said?.let { content.put(warning(it)) }
            if (isGone) {
                content.put(body(shell.word("contact-removed")))
            } else {
                content.put(body(words(R.string.contact_remove_about)))
                content.put(primary(words(R.string.contact_remove_yes)) { remove() })
            }
        }
        return kit.framed(shell, this, content)
    }

    /** What is under it is gone too. */
    override fun back(): Boolean {
        if (isGone) shell.home(PeopleScreen(shell))
        return isGone
    }

    private fun remove() {
        val tongue = shell.tongue
        shell.ask({ contacts.remove(id, tongue) }) { answer ->
            when (answer) {
                is Answer.Done -> {
                    isGone = true
                    said = answer.value.refused
                }
                is Answer.Not -> said = answer.problem.words
            }
            shell.redraw(this)
        }
    }
}
