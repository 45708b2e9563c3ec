package kz.zhospar.core

import kz.zhospar.core.generated.Agreed
import kz.zhospar.core.generated.AlertBook
import kz.zhospar.core.generated.ContactSaid
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Manner
import kz.zhospar.core.generated.MessageType
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.text
import kz.zhospar.core.generated.Contact as CoreContact

/** Who is told, and how. The PIN is asked for again before any of it is changed: that is the screens' part. */
class ContactCalls internal constructor(private val calls: Calls) {
    fun page(tongue: Tongue): ContactsPage = book { book ->
        ContactsPage(book.contacts().map { rowOf(it, tongue.language) }, book.sender().let { Sender(it.name, it.latin) })
    }

    fun contact(id: String, tongue: Tongue): Contact = book { book ->
        val contact = book.contact(id)
        Contact(
            id,
            contact.said.toDraft(),
            contact.paired,
            contact.doubts.map { word("doubt-$it", tongue.language) },
            book.example(id, MessageType.ALERT, calls.now().wall),
            tested(id, tongue.language),
        )
    }

    /** Adds a contact, or replaces what she says of one; durable when it returns. Returns their id. */
    fun keep(id: String?, draft: ContactDraft, tongue: Tongue): Changed<String> = changed(tongue) { book ->
        (if (id == null) book.addContact(draft.toCore()) else book.changeContact(id, draft.toCore())).id
    }

    fun remove(id: String, tongue: Tongue): Changed<Unit> = changed(tongue) { it.removeContact(id) }

    /** Without `latin` the name is spelled in Latin letters by itself. */
    fun keepSender(name: String, latin: String, tongue: Tongue): Changed<Sender> = changed(tongue) { book ->
        book.setSender(name, latin.ifBlank { null }).let { Sender(it.name, it.latin) }
    }

    /** The key shared with a contact; drawn if there is none. */
    fun pair(id: String, tongue: Tongue): Changed<PairCode> = changed(tongue) { book -> book.pair(id).let { PairCode(it.text, it.png) } }

    /** Takes the key that their phone showed. */
    fun takePair(id: String, typed: String, tongue: Tongue): Changed<Unit> = changed(tongue) { it.takePair(id, typed) }

    fun unpair(id: String, tongue: Tongue): Changed<Unit> = changed(tongue) { it.unpair(id) }

    private fun <T> book(work: (AlertBook) -> T): T = calls.opened().alertBook().use(work)

    /** What holds the button reads the contacts anew after each change. What was changed is kept even if that fails. */
    private fun <T> changed(tongue: Tongue, work: (AlertBook) -> T): Changed<T> = Changed(book(work), calls.refusalOf(tongue) { calls.phone().refresh() })

    private fun tested(id: String, language: Language): String = calls.phone().lastTest(id, calls.opened(), language)

    private fun rowOf(contact: CoreContact, language: Language): ContactRow {
        val said = contact.said
        val manner = said.manner
        val spoken = listOfNotNull(
            said.number,
            said.role.ifBlank { null },
            tongueOf(manner.language).ownName,
            word("contact-polite", language).takeIf { manner.polite },
            word("contact-quiet", language).takeIf { manner.quiet },
            word("contact-paired", language).takeIf { contact.paired },
        )
        val agreed = said.agreed.made().joinToString(" · ") { word("agreed-$it", language) }
        val doubts = contact.doubts.map { word("doubt-$it", language) }
        val tier = text("contact-tier", language, mapOf("tier" to TextArg.Words(said.tier.toString())))
        return ContactRow(tier, Row(contact.id, said.name, listOf(spoken.joinToString(" · "), agreed, tested(contact.id, language)).filter(String::isNotEmpty) + doubts))
    }
}

/** When contacts are told: the first, and so on. */
internal val TIERS = 1..5

/** What can be agreed with a contact. */
internal val AGREED = listOf("comes", "calls-102", "takes-children", "has-key", "keeps-copy")

/** Keys of words that screens about contacts show. */
internal val CONTACT_WORDS = listOf("contact-name", "number", "tier", "role", "country", "city", "duty-number", "harmless", "latin", "agreed").map { "field-$it" } +
    listOf("contact-none", "contact-me", "contact-example", "contact-polite", "contact-quiet", "contact-paired", "contact-pair-advice", "contact-removed")

internal fun tongueOf(language: Language): Tongue = Tongue.entries.single { it.language == language }

private fun Agreed.made(): List<String> = AGREED.zip(listOf(comes, calls102, takesChildren, hasKey, keepsCopy)).filter { it.second }.map { it.first }

private fun ContactSaid.toDraft() = ContactDraft(
    name, number, tier.toInt(), tongueOf(manner.language), manner.polite, manner.quiet, role, country, city, dutyNumber, agreed.made().toSet(), harmless, warned,
)

private fun ContactDraft.toCore(): ContactSaid {
    val (comes, calls102, takesChildren, hasKey, keepsCopy) = AGREED.map { it in agreed }
    return ContactSaid(
        name, number, tier.toUByte(), Manner(tongue.language, polite, quiet), role, country, city, dutyNumber,
        Agreed(comes, calls102, takesChildren, hasKey, keepsCopy), harmless, warned,
    )
}
