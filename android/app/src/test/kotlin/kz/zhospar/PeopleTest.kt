package kz.zhospar

import android.graphics.Rect
import android.view.View
import android.widget.TextView
import kz.zhospar.core.Choice
import kz.zhospar.core.Draft
import kz.zhospar.core.Line
import kz.zhospar.core.Tongue
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class PeopleTest {
    private val hand = Hand()

    private fun opened(second: String? = null): Hand = hand.start().firstRun(second = second).apply {
        pin("7391")
        openPeople()
    }

    private fun Hand.identity(value: String, sure: String, reason: String = "") {
        tap(R.string.identity_add)
        type(R.string.identity_value, value)
        tap(word("sure-$sure"))
        typeInto(word("field-reason"), reason)
        tap(R.string.form_keep)
    }

    /** How far down it is. */
    private fun View.at(): Int = IntArray(2).also(::getLocationInWindow)[1]

    private fun Hand.addPerson(name: String) {
        tap(R.string.person_add)
        type(R.string.person_name, name)
    }

    @Test
    fun `whom the first questions named is there, and can be named`() {
        opened()
        assertTrue(hand.text(), hand.sees("Former partner"))
        hand.tapRow("Former partner")
        hand.type(R.string.person_name, "Серик")
        hand.back()
        assertTrue(hand.rows("Серик").single().contentDescription.contains("Former partner"))
    }

    @Test
    fun `a person has two numbers of different certainty`() {
        opened().addPerson("Серик")
        hand.identity("8 701 000 00 01", "sure")
        hand.identity("8 701 000 00 02", "unsure", "голос похож")
        hand.back()
        val row = hand.rows("Серик").single().contentDescription.toString()
        assertTrue(row, "+77010000001 · sure" in row)
        assertTrue(row, "+77010000002 · unsure · голос похож" in row)
        hand.tapRow("Серик")
        hand.tapRow("+77010000002")
        hand.tap(hand.word("sure-likely"))
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.rows("+77010000002").single().contentDescription.contains("likely"))
        hand.tapRow("+77010000001")
        hand.type(R.string.identity_value, "8 701 000 00 09")
        hand.tap(R.string.form_keep)
        assertTrue("the number that was corrected is gone: " + hand.text(), hand.rows("+77010000001").isEmpty())
        hand.tapRow("+77010000009")
        hand.tap(R.string.identity_detach)
        assertTrue(hand.text(), hand.rows("+77010000009").isEmpty())
        hand.back()
        assertFalse(hand.text(), hand.sees("+77010000009"))
    }

    @Test
    fun `the log shows what one person is behind`() {
        opened().addPerson("Серик")
        hand.identity("8 701 000 00 01", "sure")
        hand.back()
        val now = hand.app.shell.now()
        hand.app.shell.ask({
            keep(null, Draft("call", now).with(Line.WHAT, "Молчал в трубку").with(Line.NUMBERS, "+77010000001"), Tongue.EN)
            keep(null, Draft("msg", now).with(Line.WHAT, "Чужое письмо").with(Line.NUMBERS, "+77029999999"), Tongue.EN)
        })
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Молчал в трубку") && hand.sees("Чужое письмо"))
        hand.tap(R.string.log_person)
        hand.tap("Серик")
        assertTrue(hand.text(), hand.sees("Молчал в трубку"))
        assertFalse(hand.text(), hand.sees("Чужое письмо"))
        hand.tap("Серик")
        hand.tap(R.string.log_anyone)
        assertTrue(hand.text(), hand.sees("Чужое письмо"))
    }

    @Test
    fun `who is known by a number alone is a person too`() {
        opened().tap(R.string.person_add)
        hand.identity("@dark_rider", "likely")
        hand.type(R.string.person_name, "Тот с форума")
        hand.back()
        assertTrue(hand.text(), hand.rows("@dark_rider").single().contentDescription.contains("Тот с форума"))
    }

    @Test
    fun `a date that is none is refused in words, and a second step back leaves it`() {
        opened().addPerson("Серик")
        hand.tap(hand.choice(Choice.RELATION, "neighbour"))
        hand.type(R.string.person_from, "2025-13")
        hand.back()
        assertTrue(hand.text(), hand.sees("Not kept yet:"))
        assertTrue(hand.text(), hand.sees("“2025-13” is no date. Write it as 2022, 12.2022 or 05.12.2022."))
        assertTrue(hand.text(), hand.sees("Go back once more"))
        val box = hand.views().single { it.isShown && (it as? TextView)?.text.toString().startsWith("Not kept yet:") }
        val (above, below) = hand.field(R.string.person_from) to hand.field(R.string.person_to)
        assertTrue("beside its field", box.at() > above.at() && box.at() < below.at())
        assertTrue("and both are in sight", listOf(box, above).all { it.getGlobalVisibleRect(Rect()) })
        assertEquals("2025-13", hand.field(R.string.person_from).text.toString())
        hand.type(R.string.person_from, "2025-12")
        hand.back()
        hand.tapRow("Серик")
        assertEquals("12.2025", hand.field(R.string.person_from).text.toString())
        hand.type(R.string.person_to, "2024")
        hand.back()
        assertTrue("an end before the beginning: " + hand.text(), hand.sees("Not kept yet: It ends before it begins."))
        hand.back()
        hand.tapRow("Серик")
        assertEquals("", hand.field(R.string.person_to).text.toString())
    }

    @Test
    fun `dates are understood as people write them, and shown so`() {
        opened().addPerson("Серик")
        hand.tap(hand.choice(Choice.RELATION, "neighbour"))
        hand.type(R.string.person_from, "5.3.2019")
        hand.type(R.string.person_to, "12.2022")
        hand.tap(R.string.identity_add)
        hand.type(R.string.identity_value, "8 701 000 00 01")
        hand.typeInto(hand.word("field-since"), "31.02.2021")
        hand.tap(R.string.form_keep)
        assertTrue("a day that there was not: " + hand.text(), hand.sees("“31.02.2021” is no date."))
        hand.typeInto(hand.word("field-since"), "01.02.2021")
        hand.tap(R.string.form_keep)
        hand.back()
        assertTrue(hand.text(), hand.rows("Серик").single().contentDescription.contains("01.02.2021"))
        hand.tapRow("Серик")
        assertEquals(listOf("05.03.2019", "12.2022"), listOf(R.string.person_from, R.string.person_to).map { hand.field(it).text.toString() })
        hand.type(R.string.person_to, "02.2019")
        hand.back()
        assertTrue(hand.text(), hand.sees("It ends before it begins."))
    }

    @Test
    fun `a number that is being typed is kept when it is left, and a date that is none is told`() {
        opened().addPerson("Серик")
        hand.tap(R.string.identity_add)
        hand.type(R.string.identity_value, "8 701 000 00 01")
        hand.typeInto(hand.word("field-since"), "вчера")
        hand.back()
        assertTrue(hand.text(), hand.sees("“вчера” is no date."))
        hand.typeInto(hand.word("field-since"), "2026")
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPeople()
        assertTrue(hand.text(), hand.rows("Серик").single().contentDescription.contains("+77010000001"))
        hand.tapRow("Серик")
        hand.tapRow("+77010000001")
        assertEquals("2026", hand.fieldOf(hand.word("field-since")).text.toString())
        hand.tap(hand.word("sure-unsure"))
        hand.back()
        assertTrue("a step back keeps it too: " + hand.text(), hand.rows("+77010000001").single().contentDescription.contains("unsure"))
    }

    @Test
    fun `an identity without a value is refused beside its field`() {
        opened().addPerson("Серик")
        hand.identity(" ", "sure")
        assertTrue(hand.text(), hand.sees("Numbers, accounts, vehicles:"))
        hand.type(R.string.identity_value, "A 123 BC")
        hand.tap(hand.choice(Choice.IDENTITY, "vehicle"))
        hand.tap(R.string.form_keep)
        assertTrue(hand.text(), hand.rows("A 123 BC").single().contentDescription.contains("Vehicle"))
    }

    @Test
    fun `a slip in one field costs no other when the vault locks by itself`() {
        opened().addPerson("Серик")
        hand.type(R.string.person_from, "весной")
        hand.tap(R.string.identity_add)
        hand.type(R.string.identity_value, "8 701 000 00 01")
        hand.typeInto(hand.word("field-since"), "с лета")
        hand.pass(301)
        hand.pin("7391")
        hand.openPeople()
        val row = hand.rows("Серик").single().contentDescription.toString()
        assertTrue(row, "+77010000001" in row && "с лета" in row)
        hand.tapRow("Серик")
        assertEquals("весной", hand.fieldOf(hand.word("field-description")).text.toString())
    }

    @Test
    fun `what was refused and is still there when the vault locks is not lost either`() {
        opened().addPerson("Серик")
        hand.type(R.string.person_from, "весной")
        hand.back()
        assertTrue(hand.text(), hand.sees("Go back once more"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPeople()
        hand.tapRow("Серик")
        hand.tap(R.string.identity_add)
        hand.type(R.string.identity_value, "8 701 000 00 02")
        hand.typeInto(hand.word("field-since"), "с лета")
        hand.back()
        hand.back()
        assertTrue("left behind by a second step back: " + hand.text(), hand.rows("+77010000002").isEmpty())
    }

    @Test
    fun `a person is kept when the vault locks by itself, and can be withdrawn and put back`() {
        opened().addPerson("Серик")
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPeople()
        hand.tapRow("Серик")
        hand.tap(R.string.withdraw)
        hand.back()
        assertFalse(hand.text(), hand.sees("Серик"))
        hand.tap(R.string.show_withdrawn)
        hand.tapRow("Серик")
        hand.tap(R.string.restore)
        hand.back()
        hand.tap(R.string.show_withdrawn)
        assertTrue(hand.text(), hand.sees("Серик"))
    }

    @Test
    fun `after her no later incidents are marked`() {
        opened().tap(R.string.refusal_add)
        hand.back()
        assertTrue("opened by mistake it leaves nothing: " + hand.text(), hand.sees(hand.words(R.string.refusal_about)))
        hand.tap(R.string.refusal_add)
        hand.tap(hand.choice(Choice.CHANNEL, "msg"))
        hand.back()
        assertTrue("words are needed: " + hand.text(), hand.sees("Not kept yet:"))
        hand.tap("Прошу вас больше не выходить со мной на связь.")
        hand.tapRow("Former partner")
        hand.back()
        assertTrue(hand.text(), hand.sees("Message · Прошу вас больше не выходить со мной на связь."))
        hand.pass(60)
        hand.tap(R.string.log)
        hand.begin("msg")
        hand.type(R.string.what, "Написал снова")
        hand.back()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.mark_refusal)))
    }

    @Test
    fun `behind the second PIN people are others`() {
        opened(second = "8264").addPerson("Серик")
        hand.tap(R.string.lock)
        hand.pin("8264")
        hand.openPeople()
        assertFalse(hand.text(), hand.sees("Серик"))
        hand.addPerson("Кто-то")
        hand.identity("8 701 000 00 05", "sure")
        hand.back()
        hand.tap(R.string.refusal_add)
        hand.type(R.string.refusal_words, "Не пиши мне")
        hand.back()
        assertTrue(hand.text(), hand.sees("Не пиши мне"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        hand.openPeople()
        assertTrue(hand.text(), hand.sees("Серик"))
        assertFalse(hand.text(), hand.sees("Кто-то") || hand.sees("Не пиши мне"))
    }
}
