package kz.zhospar.ui.people

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.ContactsPage
import kz.zhospar.core.PeoplePage
import kz.zhospar.core.Row
import kz.zhospar.ui.Permit
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Tab
import kz.zhospar.ui.alert.Leaves
import kz.zhospar.ui.contact.ContactForm
import kz.zhospar.ui.contact.ContactScreen
import kz.zhospar.ui.contact.SenderScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.row
import kz.zhospar.ui.entry.word
import kz.zhospar.ui.framed
import kz.zhospar.ui.lock.EMERGENCY
import kz.zhospar.ui.permitted

/** Who does it first, then her "no", then who is told, in the order they are. */
class PeopleScreen(private val shell: Shell) : Screen() {
    private val permit = Permit()
    private var people: PeoplePage? = null
    private var contacts: ContactsPage? = null
    private var showsWithdrawn = false
    private var hasNoDialler = false
    private var problem: String? = null

    override fun begin() {
        val (withdrawn, tongue) = showsWithdrawn to shell.tongue
        shell.ask({ people.page(withdrawn, tongue) to contacts.page(tongue) }) { answer ->
            problem = (answer as? Answer.Not)?.problem?.words
            if (answer is Answer.Done) {
                people = answer.value.first
                contacts = answer.value.second
            }
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.people)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            people?.let { entries(content, it) }
            contacts?.let { contacts(content, it) }
            numbers(content)
        }
        return kit.framed(shell, this, content, Tab.PEOPLE)
    }

    private fun Kit.entries(content: LinearLayout, page: PeoplePage) {
        content.put(heading(words(R.string.people_who)), gap = 24)
        if (page.people.isEmpty()) content.put(note(words(R.string.people_who_about)))
        rows(content, page.people) { PersonScreen(shell, it) }
        content.put(plain(words(R.string.person_add)) { shell.go(PersonScreen(shell, null)) })
        content.put(heading(words(R.string.refusal)), gap = 24)
        if (page.refusals.isEmpty()) content.put(note(words(R.string.refusal_about)))
        rows(content, page.refusals) { RefusalScreen(shell, it) }
        content.put(plain(words(R.string.refusal_add)) { shell.go(RefusalScreen(shell, null)) })
        content.put(tick(words(R.string.show_withdrawn), showsWithdrawn) {
            showsWithdrawn = !showsWithdrawn
            begin()
        })
    }

    private fun Kit.rows(content: LinearLayout, rows: List<Row>, screen: (String) -> Screen) = rows.forEach { row ->
        val hidden = words(R.string.log_withdrawn).takeIf { row.withdrawn }
        content.put(row(row.title, row.notes + listOfNotNull(hidden), outlined = row.withdrawn) { shell.go(screen(row.id)) })
    }

    private fun Kit.contacts(content: LinearLayout, page: ContactsPage) {
        content.put(heading(words(R.string.contacts)), gap = 24)
        if (page.contacts.isEmpty()) content.put(warning(shell.word("contact-none")))
        // Whom an alert tells is nothing without leave to tell them.
        Leaves(shell, this).messages()?.takeIf { page.contacts.isNotEmpty() }?.let { allow ->
            content.put(warning(words(R.string.people_no_leave)))
            content.put(allow)
            content.put(note(words(R.string.permit_settings_about)))
        }
        page.contacts.groupBy { it.tier }.forEach { (tier, contacts) ->
            content.put(note(tier))
            contacts.forEach { contact ->
                content.put(row(contact.row.title, contact.row.notes) { shell.go(ContactScreen(shell, contact.row.id, permit)) }, gap = 8)
            }
        }
        content.put(plain(words(R.string.contact_add)) { shell.permitted(permit, R.string.permit_about) { newContact() } })
        val name = listOf(page.sender.name, page.sender.latin).filter(String::isNotBlank).distinct().joinToString(" · ").ifEmpty { words(R.string.sender_none) }
        content.put(row(shell.word("contact-me"), listOf(name)) { shell.permitted(permit, R.string.permit_about) { SenderScreen(shell, page.sender) } })
    }

    /** A contact that was added is shown with the message they would get. */
    private fun newContact() = ContactForm(shell, null) { added -> shell.replace(ContactScreen(shell, added.value, permit, added.refused)) }

    private fun Kit.numbers(content: LinearLayout) {
        content.put(heading(words(R.string.emergency)), gap = 24)
        if (hasNoDialler) content.put(warning(words(R.string.no_dialler)))
        EMERGENCY.forEach { (number, name) ->
            val call = plain(words(name)) {
                hasNoDialler = !shell.dial(number)
                if (hasNoDialler) shell.redraw(this@PeopleScreen)
            }
            call.contentDescription = words(R.string.call, words(name))
            content.put(call, gap = 8)
        }
        content.put(note(words(R.string.emergency_always)))
    }
}
