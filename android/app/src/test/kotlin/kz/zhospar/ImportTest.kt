package kz.zhospar

import android.widget.ScrollView
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File
import java.util.concurrent.CountDownLatch

@RunWith(RobolectricTestRunner::class)
class ImportTest {
    private val hand = Hand()
    private val other by lazy { OtherApp.installed() }
    private val calls = File("../cli/sample/calls.xml").readBytes()

    private fun opened(): Hand = hand.start().firstRun().apply {
        pin("7391")
        tap(R.string.ways)
        tap(R.string.imp_title)
    }

    private fun Hand.pick(name: String, bytes: ByteArray) {
        tap(R.string.ev_pick)
        comesBack(other.lend(name, bytes))
    }

    /** The rows that stand behind a number in the list. */
    private fun rowsOf(part: String): Long = hand.views().mapNotNull { hand.said(it) }.first { part in it && " row" in it }.substringAfterLast(" · ").substringBefore(' ').toLong()

    private fun counted(name: String): Long = hand.text().lines().first { it.startsWith("$name: ") }.substringAfter(": ").toLong()

    private fun counts(name: String) = hand.text().lines().any { it.startsWith("$name: ") }

    private fun tick(): Pair<String, Long> {
        val label = hand.views().mapNotNull { hand.said(it) }.first { it.startsWith("+7") && " row" in it }
        hand.tap(label)
        return label to rowsOf(label.substringBefore(" · "))
    }

    @Test
    fun `none is ticked, the ticked come in, the rest is not kept, again doubles nothing, and it is taken back whole`() {
        opened().pick("calls.xml", calls)
        assertFalse("nothing to take in before one is ticked", hand.sees("Take in: "))
        val (label, rows) = tick()
        hand.tap("Take in: 1 number, $rows rows")
        assertEquals(rows, counted("New in the log"))
        assertTrue(hand.text(), counted("Other numbers, not kept") > rows)
        assertFalse("what there is none of is not told: " + hand.text(), counts("Known already") || counts("Files kept as evidence"))
        hand.back()
        hand.pick("calls.xml", calls)
        hand.tap(label)
        hand.tapPart("Take in: ")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.imp_nothing_new)))
        assertFalse(hand.text(), counts("New in the log") || hand.sees(hand.words(R.string.imp_undo)))
        assertEquals(rows, counted("Known already"))
        hand.back()
        hand.tap(hand.words(R.string.imp_undo_one, "calls.xml"))
        assertTrue(hand.text(), hand.sees("$rows acts left the log."))
        assertTrue(hand.text(), hand.sees("Taken back"))
        repeat(2) { hand.back() }
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
    }

    @Test
    fun `what stands for itself is a row as wide as the page, with a box in front that the screen reader tells of`() {
        opened().pick("calls.xml", calls)
        val (label, _) = tick()
        val source = hand.words(R.string.imp_source)
        assertTrue("one is ticked, the other is not", hand.isTicked(label) && !hand.isTicked(source))
        val page = hand.words(R.string.imp_whose_about).let { words -> hand.views().single { (it as? TextView)?.text == words } }
        listOf(label, source).map { one -> hand.views().single { hand.said(it) == one } as TextView }.forEach { row ->
            assertEquals(page.width, row.width)
            assertTrue("a box stands first, and the words begin beside it", row.compoundDrawablesRelative[0] != null && row.layout.getLineLeft(0) == 0f)
        }
        hand.tap(label)
        assertFalse(hand.isTicked(label))
    }

    @Test
    fun `the next step is always there, says what is to be done first, and leads there`() {
        opened().pick("calls.xml", calls)
        val page = hand.views().filterIsInstance<ScrollView>().single()
        page.scrollTo(0, page.getChildAt(0).height)
        val down = page.scrollY
        hand.tap(R.string.imp_tick_first)
        assertTrue("the list is in sight again", page.scrollY < down / 2)
        val labels = hand.views().mapNotNull { hand.said(it) }.filter { it.startsWith("+7") && " row" in it }.take(2)
        labels.forEach(hand::tap)
        val rows = labels.sumOf { rowsOf(it.substringBefore(" · ")) }
        hand.tap("Take in: 2 numbers, $rows rows")
        assertTrue(hand.text(), hand.sees(hand.words(R.string.imp_undo_about)))
        hand.tap(R.string.imp_look)
        assertTrue(hand.text(), hand.sees(hand.kind("call")))
        assertTrue("the log has its tabs", hand.sees(hand.words(R.string.people)))
    }

    @Test
    fun `a step back in the middle leaves nothing half done`() {
        opened().pick("calls.xml", calls)
        tick()
        hand.back()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.ev_pick)))
        assertFalse(hand.text(), hand.sees("Earlier imports"))
        hand.pick("calls.xml", calls)
        tick()
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
    }

    @Test
    fun `a file that is none says why`() {
        opened().pick("фото.jpg", ByteArray(3_000) { 7 })
        assertTrue(hand.text(), hand.sees("This is not a file that can be imported."))
        hand.pick("пусто.xml", byteArrayOf())
        assertTrue(hand.text(), hand.sees("The file is empty."))
        hand.tap(R.string.ev_pick)
        hand.comesBack(other.place("нет.xml"))
        assertTrue(hand.text(), hand.sees("This file can't be read."))
    }

    @Test
    fun `without room on this phone that is said, and not that the file is bad`() {
        opened()
        hand.fillUp("taken")
        hand.pick("calls.xml", calls)
        assertTrue(hand.text(), hand.sees("There is no room on this phone."))
    }

    @Test
    fun `a chat is asked what it does not say, then the chosen author comes in`() {
        val chat = "05.06.2026, 21:14 - Айгүл: Не пиши мне\n05.06.2026, 21:15 - Бауыржан: Я всё равно приду\n05.06.2026, 21:16 - Бауыржан: Жди\n"
        opened().pick("Чат WhatsApp.txt", chat.toByteArray())
        assertTrue(hand.text(), hand.sees("Choose where the phone was."))
        assertTrue(hand.text(), hand.sees("Choose yourself in the list."))
        hand.tapPart("Бауыржан · ")
        assertFalse(hand.text(), hand.sees("Take in: "))
        hand.tap(R.string.imp_answer_first)
        val orders = hand.words(R.string.imp_dmy)
        if (hand.sees(orders)) hand.tap(orders)
        hand.tap(R.string.imp_clock_rest)
        hand.tap(hand.words(R.string.imp_me, "Айгүл"))
        if (hand.sees(hand.words(R.string.imp_tick_first))) hand.tapPart("Бауыржан · ")
        hand.tap("Take in: 1 name, 2 rows")
        assertEquals(2, counted("New in the log"))
    }

    @Test
    fun `rows that can't be read are named by line, the others come in`() {
        val broken = String(calls).lines().toMutableList()
        broken[5] = """  <call number="+77080002516" duration="615" date="gestern" type="2" />"""
        opened().pick("calls.xml", broken.joinToString("\n").toByteArray())
        assertTrue(hand.text(), hand.sees("Not readable: 1"))
        assertTrue(hand.text(), hand.sees("line 6: The date of this row can't be read."))
        tick()
        hand.tapPart("Take in: ")
        assertTrue(hand.text(), hand.sees("line 6: The date of this row can't be read."))
    }

    @Test
    fun `an app that stalls while it lends a file holds up neither the lock nor the PIN, and a step back leaves it`() {
        val stalled = other.stall("calls.xml", calls.copyOf(3_000))
        opened()
        hand.waitsForFiles = false
        repeat(2) {
            hand.tap(R.string.ev_pick)
            hand.comesBack(other.place("calls.xml"))
            assertTrue(hand.text(), hand.sees("Nothing is kept yet."))
            if (it == 0) hand.back()
        }
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
        stalled.close()
        hand.waitsForFiles = true
        hand.settle()
        assertEquals("nobody wants the copies any more", emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `our copy of the file is gone after leaving, and made again for whoever comes back`() {
        opened().pick("calls.xml", calls)
        assertEquals(1, hand.leftOutside().size)
        hand.app.shell.choices.lockAfterS = 300
        hand.leave()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.comeBack()
        val (_, rows) = tick()
        hand.tapPart("Take in")
        assertEquals(rows, counted("New in the log"))
        hand.back()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `there is no step back while rows are taken in, a lock breaks it off, and that is said`() {
        opened().pick("calls.xml", calls)
        tick()
        val held = CountDownLatch(1)
        hand.app.shell.askLong({ held.await() }) {}
        hand.waitsForFiles = false
        hand.tapPart("Take in")
        hand.back()
        assertTrue("the step back leaves it alone: " + hand.text(), hand.sees(hand.words(R.string.imp_taking_in)))
        hand.tap(R.string.lock)
        assertTrue("locked at once: " + hand.text(), hand.sees("Numbers, notes"))
        held.countDown()
        hand.waitsForFiles = true
        hand.settle()
        assertTrue(hand.text(), hand.sees("Not finished: the lock came first."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Nothing is written down yet."))
    }
}
