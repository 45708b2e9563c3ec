package kz.zhospar

import android.app.Activity
import android.graphics.drawable.BitmapDrawable
import android.widget.ImageView
import kz.zhospar.core.Choice
import kz.zhospar.core.PairCode
import kz.zhospar.core.Answer
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.io.ByteArrayInputStream
import javax.imageio.ImageIO

@RunWith(RobolectricTestRunner::class)
class ContactTest {
    private val hand = Hand()

    private fun opened(second: String? = null): Hand = hand.start().firstRun(second = second).apply {
        pin("7391")
        openPeople()
    }

    private fun Hand.say(name: String, number: String) {
        typeInto(word("field-contact-name"), name)
        typeInto(word("field-number"), number)
    }

    private fun Hand.add(name: String, number: String, pin: String? = "7391") {
        tap(R.string.contact_add)
        pin?.let(::pin)
        say(name, number)
        tap(R.string.form_keep)
    }

    @Test
    fun `the first contact is shown with the message they would get, in their language and register`() {
        opened()
        assertTrue(hand.text(), hand.sees(hand.word("contact-none")))
        hand.tap(R.string.contact_add)
        hand.pin("7391")
        hand.say("Апа", "8 701 123 45 67")
        hand.tap("Қазақша")
        hand.tap("сіз")
        hand.tap(R.string.contact_quiet)
        hand.tap(hand.choice(Choice.AGREED, "comes"))
        hand.tap(hand.choice(Choice.AGREED, "calls-102"))
        hand.tap(R.string.contact_warned)
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("+77011234567"))
        val polite = hand.text().lines().single { "Айгүл" in it }
        assertTrue("the core's own words for a contact who is told formally and must not ring: $polite", "ңыз" in polite)
        assertTrue(hand.text(), hand.sees("comes at once · calls 102"))
        hand.tap(R.string.contact_change)
        hand.tap("сен")
        hand.tap(R.string.contact_rings)
        hand.tap(R.string.form_keep)
        val close = hand.text().lines().single { "Айгүл" in it }
        assertFalse("$polite / $close", polite == close)
        hand.tap(R.string.contact_change)
        hand.tap("Русский")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Айгүл: ПОМОГИ!"))
        hand.tap(R.string.contact_change)
        hand.tap("вы")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Айгүл: ПОМОГИТЕ!"))
        hand.back()
        assertTrue(hand.text(), hand.sees("tier 1"))
        assertTrue(hand.rows("Апа").single().contentDescription.contains("comes at once"))
        assertFalse(hand.sees(hand.word("contact-none")))
    }

    @Test
    fun `a number that can't get a message is refused beside its field, and nothing typed is lost`() {
        opened().tap(R.string.contact_add)
        hand.pin("7391")
        hand.say("Полиция", "102")
        hand.typeInto(hand.word("field-role"), "соседка")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Emergency numbers take no messages."))
        val number = hand.fieldOf(hand.word("field-number"))
        val lines = hand.text().lines()
        assertEquals("the reason stands under the field", lines.indexOf("102") + 1, lines.indexOfFirst { "Emergency numbers" in it })
        assertEquals("102", number.text.toString())
        assertEquals("соседка", hand.fieldOf(hand.word("field-role")).text.toString())
        hand.say("Полиция", "12")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("No message can go to this number."))
        hand.say("", "8 701 123 45 67")
        hand.tap(R.string.form_keep)
        assertFalse(hand.sees("No message can go"))
        assertEquals("соседка", hand.fieldOf(hand.word("field-role")).text.toString())
        hand.back()
        assertTrue("one step back warns: " + hand.text(), hand.sees("Not kept yet."))
        hand.say("Света", "8 701 123 45 67")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("+77011234567"))
        hand.back()
        hand.add("Ещё раз", "+7 701 123 45 67", pin = null)
        assertTrue("two contacts with one number: " + hand.text(), hand.sees("Another contact has this number."))
        repeat(2) { hand.back() }
        assertFalse(hand.text(), hand.sees("Ещё раз"))
    }

    @Test
    fun `a country, a phrase and a Latin name that can't be are refused at their fields`() {
        opened().tap(R.string.contact_add)
        hand.pin("7391")
        hand.say("Апа", "8 701 123 45 67")
        hand.typeInto(hand.word("field-country"), "Қазақстан")
        hand.typeInto(hand.word("field-harmless"), "Купи хлеба ".repeat(9))
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Write the country as two letters, as KZ."))
        hand.typeInto(hand.word("field-country"), "ru")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("This does not fit into one message."))
        hand.typeInto(hand.word("field-harmless"), "Купи хлеба")
        hand.tap(R.string.form_keep)
        assertTrue("told, and taken: " + hand.text(), hand.sees("They are in another country"))
        hand.back()
        hand.tapRow(hand.word("contact-me"))
        hand.typeInto(hand.word("field-latin"), "Айгүл")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Write it in Latin letters, as Aigul."))
        hand.type(R.string.first_name_label, "Айгуль")
        hand.typeInto(hand.word("field-latin"), "")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("Айгуль · Aigul"))
    }

    @Test
    fun `an unknown prefix only warns`() {
        opened().add("Тётя", "8 799 123 45 67")
        assertTrue(hand.text(), hand.sees("This prefix is not known. Look at it again."))
        hand.back()
        assertTrue(hand.text(), hand.sees("+77991234567"))
    }

    @Test
    fun `the PIN is asked for once before contacts change, and a wrong one is charged`() {
        opened().tap(R.string.contact_add)
        assertTrue(hand.text(), hand.sees("Your PIN once more"))
        repeat(4) { hand.pin("0000") }
        assertTrue(hand.text(), hand.sees("does not open"))
        hand.pin("0000")
        assertTrue("the same count as on the lock screen: " + hand.text(), hand.sees("Try again in 10 minutes."))
        assertFalse(hand.views().single { hand.said(it) == "5" }.isEnabled)
        hand.back()
        hand.tap(R.string.contact_add)
        assertTrue("leaving does not help: " + hand.text(), hand.sees("Try again in"))
        hand.pass(120)
        repeat(4) {
            hand.activity.onUserInteraction()
            hand.pass(121)
        }
        assertFalse("a wait that is over is not shown: " + hand.text(), hand.sees("Try again in"))
        hand.pin("7391")
        hand.say("Апа", "87011234567")
        hand.tap(R.string.form_keep)
        hand.tap(R.string.contact_change)
        assertFalse("once is enough: " + hand.text(), hand.sees("Your PIN once more"))
        hand.back()
        hand.back()
        hand.tap(R.string.today)
        hand.openPeople()
        hand.tapRow("Апа")
        hand.tap(R.string.contact_change)
        assertTrue("and again on a page that was opened anew: " + hand.text(), hand.sees("Your PIN once more"))
        hand.back()
        hand.tap(R.string.contact_remove)
        assertTrue(hand.text(), hand.sees("Your PIN once more"))
        hand.back()
        hand.tap(R.string.pair)
        assertTrue(hand.text(), hand.sees("Your PIN once more"))
        hand.back()
        hand.back()
        hand.tapRow(hand.word("contact-me"))
        assertTrue(hand.text(), hand.sees("Your PIN once more"))
    }

    @Test
    fun `a shared code is drawn to be scanned, and one with a typo is told`() {
        opened().add("Апа", "87011234567")
        hand.tap(R.string.pair)
        assertTrue("nothing is shown before it is asked for", hand.views().none { it is ImageView && it.contentDescription == hand.words(R.string.pair_picture) })
        hand.tap(R.string.pair_show)
        val shown = hand.views().single { it.contentDescription == hand.words(R.string.pair_picture) } as ImageView
        assertNotNull((shown.drawable as BitmapDrawable).bitmap)
        val code = read(hand)
        val picture = ImageIO.read(ByteArrayInputStream(code.png))
        val colours = (0 until picture.width).flatMap { x -> (0 until picture.height).map { y -> picture.getRGB(x, y) } }.toSet()
        assertEquals("black and white", 2, colours.size)
        assertTrue(hand.text().replace(Regex("\\s"), ""), code.text in hand.text().replace(Regex("\\s"), ""))
        val typo = code.text.dropLast(1) + if (code.text.last() == 'A') 'B' else 'A'
        hand.type(R.string.pair_typed, typo)
        hand.tap(R.string.pair_keep)
        assertTrue(hand.text(), hand.sees("A character of this pairing code is wrong."))
        assertEquals(typo, hand.field(R.string.pair_typed).text.toString())
        hand.type(R.string.pair_typed, "привет")
        hand.tap(R.string.pair_keep)
        assertTrue(hand.text(), hand.sees("This is no pairing code, or only a part of one."))
        assertEquals("the key stays as it was", code.text, read(hand).text)
        hand.type(R.string.pair_typed, code.text.lowercase().chunked(4).joinToString(" "))
        hand.tap(R.string.pair_keep)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.pair_there)))
        hand.tap(R.string.pair_end)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.pair_end_about)))
        hand.tap(R.string.pair_end_yes)
        assertTrue(hand.text(), hand.sees(hand.words(R.string.pair_about)))
        assertFalse("another key is drawn after that", code.text == read(hand).text)
    }

    private fun read(hand: Hand): PairCode {
        var code: PairCode? = null
        hand.app.shell.ask({ contacts.pair(contacts.page(kz.zhospar.core.Tongue.EN).contacts.single().row.id, kz.zhospar.core.Tongue.EN).value }) { answer ->
            code = (answer as Answer.Done).value
        }
        hand.settle()
        return code!!
    }

    @Test
    fun `a contact is removed with a second word, and the emergency numbers can't be`() {
        opened().add("Апа", "87011234567")
        hand.tap(R.string.contact_remove)
        hand.back()
        assertTrue(hand.text(), hand.sees("+77011234567"))
        hand.tap(R.string.contact_remove)
        hand.tap(R.string.contact_remove_yes)
        assertTrue(hand.text(), hand.sees(hand.word("contact-removed")))
        hand.back()
        assertTrue(hand.text(), hand.sees(hand.word("contact-none")))
        listOf("102", "103", "112", "111").forEach { assertEquals(it, 1, hand.rows("Call $it").size) }
        hand.tapRow("Call 112")
        assertEquals("tel:112", shadowOf(hand.activity).nextStartedActivity.dataString)
    }

    @Test
    fun `the button knows a contact as soon as it is there`() {
        opened().add("Апа", "87011234567")
        assertEquals(1, told(hand))
        hand.tap(R.string.contact_remove)
        hand.tap(R.string.contact_remove_yes)
        assertEquals(0, told(hand))
    }

    private fun told(hand: Hand): Int {
        var count = -1
        hand.app.shell.ask({ phone().kitContacts().toInt() }) { answer -> count = (answer as Answer.Done).value }
        hand.settle()
        return count
    }

    @Test
    fun `what is half typed when the vault locks gets no alert`() {
        opened().tap(R.string.contact_add)
        hand.pin("7391")
        hand.say("Апа", "8701123")
        hand.pass(301)
        hand.pin("7391")
        hand.openPeople()
        assertTrue(hand.text(), hand.sees(hand.word("contact-none")))
    }

    @Test
    fun `behind the second PIN the same screens work on contacts of their own`() {
        opened(second = "8264").add("Апа", "87011234567")
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.openPeople()
        assertTrue(hand.text(), hand.sees(hand.word("contact-none")))
        hand.tap(R.string.contact_add)
        hand.pin("7391")
        assertTrue("the owner's PIN is a wrong one here: " + hand.text(), hand.sees("does not open"))
        hand.pin("8264")
        hand.say("Подруга", "87019999999")
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.sees("+77019999999"))
        assertEquals("the button tells whom the owner chose", 1, told(hand))
        hand.tap(R.string.contact_remove)
        hand.tap(R.string.contact_remove_yes)
        assertEquals(1, told(hand))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        hand.openPeople()
        assertTrue(hand.text(), hand.sees("+77011234567"))
        assertFalse(hand.text(), hand.sees("Подруга"))
    }
    @Test
    fun `a test message is kept in mind for each contact, for the owner alone`() {
        val radio = Radio(hand)
        radio.allow()
        opened(second = "8264").add("Апа", "+77011234567")
        hand.back()
        hand.add("Ерлан", "87010000002", pin = null)
        hand.back()
        assertEquals(2, hand.rows("No test message yet").size)
        hand.tapRow("Апа")
        hand.tap(hand.words(R.string.drill_one, "Апа"))
        assertFalse("of one contact the message alone: " + hand.text(), hand.sees("Ерлан") || hand.sees("There are contacts."))
        hand.tap(hand.words(R.string.drill_one, "Апа"))
        assertEquals("+77011234567", radio.next()!!.first)
        hand.back()
        assertTrue("nothing is known of it yet: " + hand.text(), hand.sees("No test message yet"))
        radio.report(Activity.RESULT_OK)
        hand.back()
        assertTrue(hand.text(), hand.rows("Апа").single().contentDescription.contains("Last test 27 Nov 2026: handed to the network, no answer"))
        radio.receive("+77011234567", "1")
        hand.tapRow("Апа")
        assertTrue(hand.text(), hand.sees("Last test 27 Nov 2026: answered"))
        hand.back()
        assertTrue(hand.rows("Ерлан").single().contentDescription.contains("No test message yet"))
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.openPeople()
        assertFalse(hand.text(), hand.sees("Last test"))
        hand.killAndStart()
        hand.pin("7391")
        hand.openPeople()
        assertTrue("a kill forgets nothing: " + hand.text(), hand.rows("Апа").single().contentDescription.contains("Last test 27 Nov 2026: answered"))
        hand.tapRow("Апа")
        hand.tap(R.string.contact_change)
        hand.pin("7391")
        hand.typeInto(hand.word("field-number"), "87011234568")
        hand.tap(R.string.form_keep)
        assertTrue("of another number nothing is known: " + hand.text(), hand.sees("No test message yet"))
    }
}
