package kz.zhospar.core

/** What she says of someone who gets the alert. */
data class ContactDraft(
    val name: String = "",
    val number: String = "",
    val tier: Int = 1,
    val tongue: Tongue,
    /** сіз, вы instead of сен, ты. */
    val polite: Boolean = false,
    /** They must not ring her. */
    val quiet: Boolean = false,
    val role: String = "",
    val country: String = "KZ",
    val city: String = "",
    val dutyNumber: String = "",
    val agreed: Set<String> = emptySet(),
    val harmless: String = "",
    val warned: Boolean = false,
)

data class Contact(
    val id: String,
    val draft: ContactDraft,
    val paired: Boolean,
    /** What looks wrong and may be right. */
    val doubts: List<String>,
    /** The first message of an alert as they would read it. */
    val example: String,
    /** What is known of their last test message, in words. */
    val tested: String,
)

/** A contact in the list, under the tier in which they are told. */
data class ContactRow(val tier: String, val row: Row)

/** Her name, as messages say it. */
data class Sender(val name: String, val latin: String)

data class ContactsPage(val contacts: List<ContactRow>, val sender: Sender)

/** A key shared face to face: to be typed, and as a picture to be scanned. */
class PairCode(val text: String, val png: ByteArray)

/** What came of a change of contacts, and why the part that works before the PIN does not know of it yet, if so. */
data class Changed<T>(val value: T, val refused: String?)
