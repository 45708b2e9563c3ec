package kz.zhospar

import android.appwidget.AppWidgetManager
import android.content.Intent
import android.os.Bundle
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** The button where the app is not open. */
@RunWith(RobolectricTestRunner::class)
class DoorsTest {
    private val hand = Hand()
    private val radio = Radio(hand)
    private val app: TestApp get() = RuntimeEnvironment.getApplication() as TestApp

    private fun locked(): Hand {
        radio.allow()
        hand.start().firstRun()
        hand.pin("7391")
        hand.contact("Дана", NUMBER)
        hand.tap(R.string.lock)
        hand.window.pause().stop()
        hand.settle()
        return hand
    }

    private fun seen() {
        hand.window.restart().start().resume()
        hand.settle()
    }

    @Test
    fun `the tile counts down over a locked phone, and the message goes out`() {
        locked()
        val tile = Robolectric.buildService(Tile::class.java).create().get()
        tile.onStartListening()
        tile.onClick()
        hand.settle()
        seen()
        assertTrue(hand.text(), "10" in hand.text().lines())
        hand.pass(11)
        assertEquals(NUMBER, radio.next()?.first)
    }

    @Test
    fun `the widget is dull, and its touch presses the button`() {
        locked()
        val manager = shadowOf(AppWidgetManager.getInstance(app))
        val view = manager.getViewFor(manager.createWidget(PressWidget::class.java, R.layout.press_widget))
        assertEquals("Plan", view.findViewById<TextView>(R.id.press).text)
        view.findViewById<TextView>(R.id.press).performClick()
        val door = shadowOf(app).nextStartedActivity
        assertEquals(PressActivity::class.java.name, door.component?.className)
        val activity = Robolectric.buildActivity(PressActivity::class.java, door).create().get()
        hand.settle()
        assertTrue(activity.isFinishing)
        assertEquals(MainActivity::class.java.name, shadowOf(activity).nextStartedActivity.component?.className)
        seen()
        assertTrue(hand.text(), "10" in hand.text().lines())
    }

    @Test
    fun `a door that the system opens again presses nothing`() {
        locked()
        Robolectric.buildActivity(PressActivity::class.java, Intent()).create(Bundle())
        hand.settle()
        seen()
        hand.pass(11)
        assertNull(radio.next())
    }

    /** Without the panel that the tile hangs in. */
    class Tile : PressTile() {
        override fun leadOn() = Unit
    }

    private companion object {
        const val NUMBER = "+77010000001"
    }
}
