package kz.zhospar

import kz.zhospar.core.Draft
import kz.zhospar.core.Line
import kz.zhospar.core.Tongue
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** Incidents are written, found and withdrawn. */
@RunWith(RobolectricTestRunner::class)
class LogTest {
    private val hand = Hand()

    @Test
    fun `what is written after the first run is there after locking and unlocking`() {
        hand.opened().writeOne("Стоял у подъезда два часа")
        hand.tap(R.string.lock)
        assertFalse(hand.sees("Стоял"))
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Стоял у подъезда два часа"))
        assertTrue(hand.sees(hand.kind("loiter")))
        assertTrue(hand.sees("09:40"))
    }

    @Test
    fun `a process killed in the editor loses nothing but the last moment`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Обещал прийти завтра")
        hand.pass(2)
        assertTrue(hand.text(), hand.sees("Kept in the log"))
        hand.type(R.string.what, "Обещал прийти завтра в пять")
        hand.pass(11)
        hand.type(R.string.what, "Обещал прийти завтра в пять, и")
        hand.killAndStart()
        assertFalse(hand.sees("Обещал"))
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), "Обещал прийти завтра в пять" in hand.text().lines())
    }

    @Test
    fun `a kind that was touched by mistake leaves nothing behind`() {
        hand.opened().begin("threat").back()
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
    }

    @Test
    fun `the language can be switched while a half-written incident is open`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Ол маған қоңырау шалды")
        RuntimeEnvironment.setQualifiers("+kk")
        hand.window.recreate()
        hand.settle()
        assertTrue(hand.text(), hand.sees("Толығырақ"))
        assertEquals("Ол маған қоңырау шалды", hand.field(R.string.what).text.toString())
        hand.back()
        hand.tap(R.string.ways)
        hand.tap(R.string.settings)
        hand.pin("7391")
        hand.tap("Русский")
        assertTrue(hand.text(), hand.sees("Блокировать после выхода"))
        repeat(2) { hand.back() }
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Угрозы"))
    }

    @Test
    fun `a rotation loses no letter and locks nothing`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Полуслово")
        hand.tap(R.string.more)
        RuntimeEnvironment.setQualifiers("+land")
        hand.window.recreate()
        hand.settle()
        assertEquals("Полуслово", hand.field(R.string.what).text.toString())
        assertTrue("what was unfolded still is", hand.sees("Who saw it"))
    }

    @Test
    fun `the log shows fifty, then the earlier ones, and finds by word and by kind`() {
        hand.opened()
        val now = hand.app.shell.now()
        hand.app.shell.ask({
            repeat(60) {
                val draft = Draft(if (it % 2 == 0) "call" else "msg", now.copy(utcMs = now.utcMs - it * 60_000L))
                keep(null, draft.with(Line.WHAT, "номер ${100 + it}"), Tongue.EN)
            }
        })
        hand.settle()
        hand.tap(R.string.log)
        assertTrue(hand.sees("номер 149"))
        assertFalse(hand.sees("номер 150"))
        hand.tap(R.string.log_earlier)
        assertTrue(hand.sees("номер 159"))
        hand.type(R.string.log_search, "117")
        hand.pass(1)
        assertTrue(hand.text(), hand.sees("номер 117"))
        assertFalse(hand.sees("номер 118"))
        hand.type(R.string.log_search, "")
        hand.pass(1)
        hand.tap(R.string.log_kind)
        hand.tap(hand.kind("msg"))
        assertTrue(hand.text(), hand.sees("номер 101"))
        assertFalse(hand.sees("номер 100"))
    }

    @Test
    fun `the log shows the last days alone if she wants`() {
        hand.opened()
        val now = hand.app.shell.now()
        hand.app.shell.ask({
            listOf(0, 7, 8, 31).forEach { days ->
                keep(null, Draft("call", now.copy(utcMs = now.utcMs - days * 86_400_000L)).with(Line.WHAT, "дней назад: $days."), Tongue.EN)
            }
        })
        hand.settle()
        hand.tap(R.string.log)
        hand.tap("7 days")
        assertTrue(hand.text(), hand.sees("назад: 7."))
        assertFalse(hand.text(), hand.sees("назад: 8."))
        hand.tap("30 days")
        assertTrue(hand.text(), hand.sees("назад: 8."))
        assertFalse(hand.text(), hand.sees("назад: 31."))
        hand.tap("30 days")
        assertTrue(hand.text(), hand.sees("назад: 31."))
    }

    @Test
    fun `what is withdrawn is out of sight and can be put back`() {
        hand.opened().writeOne("Убрать это")
        hand.tap(R.string.log)
        val row = hand.views().single { it.isClickable && hand.said(it)!!.contains("Убрать это") }
        row.performClick()
        hand.settle()
        hand.tap(R.string.withdraw)
        hand.back()
        assertFalse(hand.text(), hand.sees("Убрать это"))
        hand.tap(R.string.show_withdrawn)
        assertTrue(hand.text(), hand.sees("Убрать это"))
        hand.views().single { it.isClickable && hand.said(it)!!.contains("Убрать это") }.performClick()
        hand.settle()
        hand.tap(R.string.restore)
        hand.back()
        hand.tap(R.string.show_withdrawn)
        assertTrue(hand.text(), hand.sees("Убрать это"))
    }

    @Test
    fun `what an amendment does not show stays as it was`() {
        hand.opened().begin("threat")
        hand.type(R.string.what, "Сначала")
        hand.tap(R.string.more)
        hand.type(R.string.witness, "Соседка")
        hand.type(R.string.numbers, "8 701 123 45 67")
        hand.back()
        hand.tap(R.string.log)
        hand.views().single { it.isClickable && hand.said(it)!!.contains("Сначала") }.performClick()
        hand.settle()
        hand.type(R.string.what, "Потом")
        hand.back()
        hand.views().single { it.isClickable && hand.said(it)!!.contains("Потом") }.performClick()
        hand.settle()
        hand.tap(R.string.more)
        assertEquals("Соседка", hand.field(R.string.witness).text.toString())
        assertEquals("+77011234567", hand.field(R.string.numbers).text.toString())
        assertTrue(hand.text(), hand.sees("Changed"))
    }

    @Test
    fun `a slip in one field costs no other`() {
        hand.opened().begin("msg")
        hand.type(R.string.what, "Написал снова")
        hand.tap(R.string.more)
        hand.type(R.string.numbers, "тот же, что в прошлый раз, ".repeat(3) + "x".repeat(400))
        hand.back()
        hand.tap(R.string.log)
        hand.views().single { it.isClickable && hand.said(it)!!.contains("Написал снова") }.performClick()
        hand.settle()
        hand.tap(R.string.more)
        assertTrue(hand.field(R.string.who).text.contains("тот же, что в прошлый раз"))
        assertEquals("", hand.field(R.string.numbers).text.toString())
    }

    @Test
    fun `a sign of danger is told while she types, with the numbers one touch away`() {
        hand.opened().begin("assault")
        hand.type(R.string.what, "Ударил")
        assertFalse(hand.sees("sign of danger"))
        hand.pass(2)
        assertTrue(hand.text(), hand.sees("An assault is a sign of danger."))
        hand.tap(R.string.emergency)
        assertTrue(hand.sees("102 · police"))
        hand.tap(R.string.back)
        hand.tap(R.string.emergency)
        hand.pass(301)
        assertFalse("what is under the numbers is locked too: " + hand.text(), hand.sees("102 · police"))
    }
}
