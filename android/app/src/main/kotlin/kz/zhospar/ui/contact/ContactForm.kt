package kz.zhospar.ui.contact

import android.text.InputType
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Changed
import kz.zhospar.core.Choice
import kz.zhospar.core.ContactDraft
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.FormScreen
import kz.zhospar.ui.entry.choices
import kz.zhospar.ui.entry.word

/** Who they are, where messages go, how she speaks to them, and what was agreed. */
class ContactForm(
    shell: Shell,
    private val id: String?,
    was: ContactDraft = ContactDraft(tongue = shell.tongue),
    private val changed: (Changed<String>) -> Unit,
) : FormScreen<ContactDraft, Changed<String>>(shell, was) {

    override val fields = setOf("contact-name", "number", "tier", "role", "country", "city", "duty-number", "harmless")

    override fun Calls.keep(draft: ContactDraft, tongue: Tongue): Changed<String> = contacts.keep(id, draft, tongue)

    override fun kept(answer: Changed<String>) {
        if (shell.top === this) changed(answer)
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(if (id == null) R.string.contact_add else R.string.contact_change)))
        standing(content)
        line(content, shell.word("field-contact-name"), draft.name, of = "contact-name") { draft, words -> draft.copy(name = words) }
        line(content, shell.word("field-number"), draft.number, of = "number", type = InputType.TYPE_CLASS_PHONE) { draft, words -> draft.copy(number = words) }
        line(content, shell.word("field-role"), draft.role, of = "role") { draft, words -> draft.copy(role = words) }
        content.put(note(words(R.string.contact_tier_about)), gap = 24)
        content.put(flow(shell.choices(Choice.TIER).map { tier ->
            choice(tier.name, draft.tier.toString() == tier.id) { change { it.copy(tier = tier.id.toInt()) } }
        }))
        refused(content, "tier")
        manner(content)
        agreed(content)
        where(content)
        keepButton(content)
    }

    private fun Kit.manner(content: LinearLayout) {
        content.put(heading(words(R.string.contact_manner)), gap = 24)
        content.put(flow(Tongue.entries.map { tongue -> choice(tongue.ownName, draft.tongue == tongue) { change { it.copy(tongue = tongue) } } }))
        REGISTERS[draft.tongue]?.let { (close, polite) ->
            content.put(flow(listOf(close to false, polite to true).map { (name, isPolite) ->
                choice(name, draft.polite == isPolite) { change { it.copy(polite = isPolite) } }
            }))
        }
        content.put(flow(listOf(R.string.contact_rings to false, R.string.contact_quiet to true).map { (name, isQuiet) ->
            choice(words(name), draft.quiet == isQuiet) { change { it.copy(quiet = isQuiet) } }
        }))
    }

    private fun Kit.agreed(content: LinearLayout) {
        content.put(heading(shell.word("field-agreed")), gap = 24)
        shell.choices(Choice.AGREED).forEach { promise ->
            val isMade = promise.id in draft.agreed
            content.put(tick(promise.name, isMade) { change { it.copy(agreed = if (isMade) it.agreed - promise.id else it.agreed + promise.id) } }, gap = 8)
        }
        content.put(tick(words(R.string.contact_warned), draft.warned) { change { it.copy(warned = !it.warned) } }, gap = 8)
        line(content, shell.word("field-harmless"), draft.harmless, of = "harmless") { draft, words -> draft.copy(harmless = words) }
        content.put(note(words(R.string.contact_harmless_about)))
    }

    private fun Kit.where(content: LinearLayout) {
        content.put(heading(words(R.string.where)), gap = 24)
        line(content, shell.word("field-country"), draft.country, of = "country", type = CAPITALS) { draft, words -> draft.copy(country = words) }
        line(content, shell.word("field-city"), draft.city, of = "city") { draft, words -> draft.copy(city = words) }
        line(content, shell.word("field-duty-number"), draft.dutyNumber, of = "duty-number", type = InputType.TYPE_CLASS_PHONE) { draft, words ->
            draft.copy(dutyNumber = words)
        }
        content.put(note(words(R.string.contact_duty_about)))
    }

    private companion object {
        /** How one is addressed, closely and with respect, in each language that tells the two apart. */
        val REGISTERS = mapOf(Tongue.KK to ("сен" to "сіз"), Tongue.RU to ("ты" to "вы"))
        const val CAPITALS = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS
    }
}
