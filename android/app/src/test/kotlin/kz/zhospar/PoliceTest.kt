package kz.zhospar

import kz.zhospar.core.Choice
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.time.LocalDate

@RunWith(RobolectricTestRunner::class)
class PoliceTest {
    private val hand = Hand()
    private val today = LocalDate.of(2026, 11, 27)

    /** An order against the one whom the first questions named. */
    private fun Hand.order(to: LocalDate?) {
        openPolice()
        tap(R.string.measure_add)
        tap(choice(Choice.MEASURE, "protective-order"))
        tapRow("Former partner")
        type(R.string.measure_number, "17")
        to?.let { pickDay(words(R.string.measure_to, ""), it) }
        back()
    }

    private fun Hand.knowHisNumber() {
        openPeople()
        tapRow("Former partner")
        tap(R.string.identity_add)
        type(R.string.identity_value, "8 701 000 00 01")
        tap(R.string.form_keep)
        back()
        tap(R.string.today)
    }

    private fun Hand.message(words: String) {
        begin("msg")
        type(R.string.what, words)
        tap(R.string.more)
        type(R.string.numbers, "8 701 000 00 01")
        back()
    }

    @Test
    fun `an order that ends within a week is on the page of today`() {
        hand.opened().order(to = today.plusDays(9))
        hand.back()
        hand.back()
        assertFalse(hand.text(), hand.sees("An order ends"))
        hand.openPolice()
        hand.tapRow("Protective order")
        hand.pickDay(hand.words(R.string.measure_to, ""), today.plusDays(5))
        hand.back()
        assertTrue(hand.text(), hand.sees("An order ends"))
        hand.back()
        hand.back()
        assertTrue(hand.text(), hand.sees("An order ends"))
        assertTrue("the last day belongs to it: " + hand.text(), hand.sees("Due: 2 Dec 2026"))
        hand.tapRow("An order ends")
        assertEquals("17", hand.field(R.string.measure_number).text.toString())
        hand.tap(R.string.measure_no_end)
        hand.back()
        assertFalse(hand.text(), hand.sees("An order ends"))
    }

    @Test
    fun `an end before the beginning is refused and nothing is lost`() {
        hand.opened().openPolice()
        hand.tap(R.string.measure_add)
        hand.tap(hand.choice(Choice.MEASURE, "arrest"))
        hand.pickDay(hand.words(R.string.measure_to, ""), today.minusDays(3))
        hand.type(R.string.measure_authority, "Суд")
        hand.back()
        assertTrue(hand.text(), hand.sees("Not kept yet:"))
        hand.pickDay(hand.words(R.string.measure_from, ""), today.minusDays(5))
        hand.back()
        assertTrue(hand.text(), hand.sees("Arrest"))
        assertTrue(hand.text(), hand.sees("Суд"))
    }

    @Test
    fun `days that can't be cost nothing else when the vault locks by itself`() {
        hand.opened().openPolice()
        hand.tap(R.string.measure_add)
        hand.tap(hand.choice(Choice.MEASURE, "arrest"))
        hand.type(R.string.measure_authority, "Суд")
        hand.pickDay(hand.words(R.string.measure_to, ""), today.minusDays(3))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPolice()
        hand.tapRow("Arrest")
        assertEquals("Суд", hand.field(R.string.measure_authority).text.toString())
        assertEquals("24 Nov 2026", hand.field(R.string.measure_number).text.toString())
        hand.back()
        hand.tap(R.string.report_add)
        hand.tap(hand.choice(Choice.WAY, "102"))
        hand.typeInto(hand.word("field-talon"), "АБ-204")
        hand.type(R.string.report_answer, "Выехали")
        hand.pickDay(hand.words(R.string.report_answered, ""), today.minusDays(2))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPolice()
        val row = hand.rows("АБ-204").single().contentDescription.toString()
        assertTrue(row, "Выехали; 25 Nov 2026" in row)
    }

    @Test
    fun `a proposed breach is confirmed, and the incident says so`() {
        hand.opened().knowHisNumber()
        hand.order(to = today.plusDays(20))
        hand.back()
        hand.back()
        hand.message("Написал, хотя нельзя")
        hand.openPolice()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.breaches)))
        hand.tapRow("Написал, хотя нельзя")
        assertTrue("a proposal is no finding: " + hand.text(), hand.sees(hand.word("breach-confirm")))
        hand.tap(R.string.breach_confirm)
        assertFalse(hand.text(), hand.sees("Написал, хотя нельзя"))
        repeat(2) { hand.back() }
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.rows("Написал, хотя нельзя").single().contentDescription.contains(hand.words(R.string.mark_breach)))
    }

    @Test
    fun `a proposed breach is dismissed with a reason, and proposed again`() {
        hand.opened().knowHisNumber()
        hand.order(to = null)
        hand.back()
        hand.back()
        hand.message("Прислал документы по решению суда")
        hand.openPolice()
        hand.tapRow("Прислал документы")
        hand.tap(R.string.breach_dismiss)
        assertTrue("a reason is needed: " + hand.text(), hand.text().lines().any { it.startsWith("Why it is no breach:") })
        hand.type(R.string.breach_reason, "Так велел суд")
        hand.tap(R.string.breach_dismiss)
        assertTrue(hand.text(), hand.sees("Так велел суд"))
        assertTrue(hand.rows("Прислал документы").isEmpty())
        hand.tap(R.string.breach_again)
        assertTrue(hand.text(), hand.rows("Прислал документы").isNotEmpty())
        assertFalse(hand.text(), hand.sees("Так велел суд"))
    }

    @Test
    fun `a report without a talon, and one without an answer, are owed`() {
        hand.opened().openPolice()
        hand.tap(R.string.report_add)
        hand.back()
        assertTrue("opened by mistake it leaves nothing: " + hand.text(), hand.sees(hand.words(R.string.reports_about)))
        hand.tap(R.string.report_add)
        hand.tap(hand.choice(Choice.WAY, "station"))
        hand.back()
        assertTrue(hand.text(), hand.sees("No talon was given"))
        hand.tapRow("No talon was given")
        hand.typeInto(hand.word("field-talon"), "без номера")
        hand.back()
        assertFalse(hand.text(), hand.sees("No talon was given"))
        hand.tapRow("без номера")
        assertTrue("kept as typed: " + hand.text(), hand.sees("The number of the talon has no digit."))
        hand.typeInto(hand.word("field-talon"), "АБ-204")
        hand.back()
        repeat(2) { hand.back() }
        hand.window.pause().stop()
        hand.app.ticks.pass(40L * 86_400)
        hand.comeBack()
        hand.pin("7391")
        assertTrue("owed after the term of the law: " + hand.text(), hand.sees("No answer came"))
        assertTrue("with its source and when it was checked: " + hand.text(), hand.sees("Source: ") && hand.sees("Checked on"))
        hand.tapRow("No answer came")
        hand.type(R.string.report_answer, "Отказ")
        hand.back()
        assertFalse(hand.text(), hand.sees("No answer came"))
        hand.openPolice()
        hand.tapRow("АБ-204")
        hand.tap(R.string.report_no_answer)
        hand.back()
        assertTrue(hand.text(), hand.sees("No answer came"))
    }

    @Test
    fun `an answer that was typed and erased never came`() {
        hand.opened().openPolice()
        hand.tap(R.string.report_add)
        hand.tap(hand.choice(Choice.WAY, "e-otinish"))
        hand.type(R.string.report_answer, "От")
        hand.type(R.string.report_answer, "")
        hand.back()
        hand.tapRow("e-Otinish")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.report_answered, hand.words(R.string.entry_no_day))))
    }

    @Test
    fun `a report is kept without its way being said, and withdrawn`() {
        hand.opened().openPolice()
        hand.tap(R.string.report_add)
        hand.typeInto(hand.word("field-kui"), "1834")
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.openPolice()
        hand.tapRow("KUI 1834")
        hand.tap(R.string.withdraw)
        hand.back()
        assertFalse(hand.text(), hand.sees("1834"))
        hand.tap(R.string.show_withdrawn)
        assertTrue(hand.text(), hand.sees("1834"))
    }

    @Test
    fun `today shows three at the most, endings first`() {
        hand.opened().order(to = today.plusDays(3))
        repeat(2) { hand.back() }
        listOf("loiter", "follow").forEach { kind ->
            hand.begin(kind)
            hand.type(R.string.what, "У подъезда")
            hand.back()
        }
        hand.openPolice()
        hand.tap(R.string.report_add)
        hand.tap(hand.choice(Choice.WAY, "102"))
        repeat(3) { hand.back() }
        val text = hand.text()
        val order = listOf("An order ends", "No talon was given", "A camera may record over it").map { text.indexOf(it) }
        assertEquals(text, order.sorted(), order)
        assertTrue(text, order.none { it < 0 })
        hand.tap("1 more under “Police”")
        assertEquals(hand.text(), 2, hand.rows("A camera may record over it").size)
        val camera = hand.said(hand.rows("A camera may record over it").first()).orEmpty()
        assertTrue(camera, "as soon as you can" in camera && "our own choice" in camera)
        assertFalse("nobody knows the day: $camera", "Due" in camera || "Source" in camera)
        hand.rows("A camera may record over it").first().performClick()
        hand.settle()
        assertTrue(hand.text(), hand.sees("У подъезда"))
    }

    @Test
    fun `behind the second PIN the police are others`() {
        hand.opened("8264").order(to = today.plusDays(3))
        hand.tap(R.string.lock)
        hand.pin("8264")
        assertFalse(hand.text(), hand.sees("An order ends"))
        hand.openPolice()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.measures_about)))
        hand.tap(R.string.measure_add)
        hand.tap(hand.choice(Choice.MEASURE, "fine"))
        hand.back()
        assertTrue(hand.text(), hand.sees("Fine"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.noted)
        assertTrue(hand.text(), hand.sees("An order ends"))
        hand.openPolice()
        assertFalse(hand.text(), hand.sees("Fine"))
    }

    @Test
    fun `what to take along is said, and what must be handed out, with its source`() {
        hand.opened().openPolice()
        hand.tap(hand.word("bring"))
        assertTrue(hand.text(), hand.sees("Your identity document.") && hand.sees("Someone you trust"))
        assertTrue(hand.text(), hand.sees("are bound to hand out a talon-notice with a unique number. Source: ") && hand.sees("Checked on 28 Nov 2026"))
    }
}
