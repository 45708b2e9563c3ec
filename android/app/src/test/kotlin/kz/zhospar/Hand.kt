package kz.zhospar

import android.app.Activity
import android.os.Build
import android.os.Looper
import android.view.MotionEvent
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.TextView
import kz.zhospar.alert.AlertService
import kz.zhospar.core.Tongue
import kz.zhospar.ui.design.HoldRing
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** Uses the app as a person does: reads what stands there, touches, types. */
class Hand {
    val app: TestApp get() = RuntimeEnvironment.getApplication() as TestApp
    lateinit var window: ActivityController<MainActivity>
    var code = ""

    /** Not while a file goes through that never ends. */
    var waitsForFiles = true

    val activity: MainActivity get() = window.get()

    /** Another window of the app that lies over its own, if one does. */
    var over: PlainWindow? = null

    /** What is seen. */
    val decor: View get() = (over ?: activity).window.decorView

    init {
        if (Build.VERSION.SDK_INT == Build.VERSION_CODES.S) openFirstWindow()
    }

    /** The first window of 12 makes Robolectric stumble over a part of Bluetooth that is younger; the next ones do not. */
    private fun openFirstWindow() {
        try {
            Robolectric.buildActivity(Activity::class.java).setup().pause().stop().destroy()
        } catch (_: NoClassDefFoundError) {
        }
    }

    fun start(): Hand {
        window = Robolectric.buildActivity(MainActivity::class.java).setup()
        settle()
        return this
    }

    /** Until the core and whoever works beside it have answered whatever was asked of them, and what came of the answers too. */
    fun settle() {
        do {
            val before = app.beside.asked
            repeat(4) { round() }
        } while (app.beside.asked != before)
        app.broken?.let { throw AssertionError("it would have ended the app", it) }
    }

    /** Until this is so, however busy the machine is: for what is on its way while nobody waits for files. */
    fun settleUntil(what: String, isSo: () -> Boolean) {
        val end = System.nanoTime() + WAIT_MS * 1_000_000
        do settle() while (!isSo() && System.nanoTime() < end)
        assertTrue("$what: ${text()}", isSo())
    }

    private fun round() {
        val isDone = app.beside.await(if (waitsForFiles) WAIT_MS else STALL_MS)
        assertTrue("something beside is still at work", isDone || !waitsForFiles)
        val asked = CountDownLatch(if (waitsForFiles) 3 else 2)
        if (waitsForFiles) app.shell.askLong({ asked.countDown() }) {}
        app.shell.ask({ asked.countDown() })
        app.core.alert(Tongue.EN, { asked.countDown() })
        assertTrue(asked.await(60, TimeUnit.SECONDS))
        shadowOf(Looper.getMainLooper()).idle()
    }

    fun pass(seconds: Long) {
        app.ticks.pass(seconds)
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(seconds))
        settle()
    }

    fun words(id: Int, vararg args: Any): String = activity.getString(id, *args)

    fun views(): List<View> = below(decor)

    private fun below(view: View): List<View> =
        listOf(view) + ((view as? ViewGroup)?.let { group -> (0 until group.childCount).flatMap { below(group.getChildAt(it)) } } ?: emptyList())

    /** Everything that can be read, top to bottom. */
    fun text(): String = views().filterIsInstance<TextView>().joinToString("\n") { it.text }

    fun sees(words: String): Boolean = words in text()

    fun tap(id: Int) = tap(words(id))

    fun tap(label: String) {
        val targets = views().filter { it.isClickable && label == said(it) }
        assertTrue("one «$label», not ${targets.size}, in:\n${text()}", targets.size == 1)
        val target = targets.single()
        assertTrue("«$label» takes no touch", target.isEnabled && target.isShown)
        activity.onUserInteraction()
        target.performClick()
        settle()
    }

    /** What a screen reader says of a view. */
    fun said(view: View): String? = view.contentDescription?.toString() ?: (view as? TextView)?.text?.toString()?.removePrefix("✓ ")

    /** Keeps a finger on what has to be held. */
    fun hold(seconds: Double = 1.6, meanwhile: () -> Unit = {}) {
        val ring = views().filterIsInstance<HoldRing>().single { it.isShown }
        val at = System.nanoTime() / 1_000_000
        fun touch(action: Int) = MotionEvent.obtain(at, at, action, ring.width / 2f, ring.height / 2f, 0).also(ring::dispatchTouchEvent).recycle()
        touch(MotionEvent.ACTION_DOWN)
        meanwhile()
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis((seconds * 1_000).toLong()))
        touch(MotionEvent.ACTION_UP)
        settle()
    }

    fun field(label: Int): EditText = views().filterIsInstance<EditText>().single { it.contentDescription == words(label) }

    fun type(label: Int, words: String) {
        field(label).setText(words)
        settle()
    }

    fun pin(digits: String) {
        digits.forEach { tap(it.toString()) }
        tap(R.string.pin_open)
    }

    /** The window goes out of sight, and is seen again. */
    fun leave() {
        window.pause().stop()
        settle()
    }

    fun comeBack() {
        window.restart().start().resume()
        settle()
    }

    fun back() {
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        settle()
    }

    /** The six cards, up to the lock screen. */
    fun firstRun(pin: String = "7391", second: String? = null): Hand {
        tap(R.string.next)
        tap(R.string.yes)
        tap(R.string.who_ex)
        type(R.string.first_name_label, "Айгүл")
        tap(R.string.next)
        repeat(2) { pin(pin) }
        if (second == null) {
            tap(R.string.first_second_later)
        } else {
            tap(R.string.first_second_set)
            repeat(2) { pin(second) }
        }
        noteCode()
        return this
    }

    /** On the card with the recovery code. */
    fun noteCode() {
        code = views().mapNotNull { it.contentDescription?.toString() }.single { it.startsWith(words(R.string.first_code_label, "")) }
            .removePrefix(words(R.string.first_code_label, ""))
        tap(R.string.first_code_done)
    }

    fun kind(id: String): String = app.shell.catalogue!!.kinds.single { it.id == id }.name

    /** From Today or the log: opens a new incident of this kind. */
    fun begin(kind: String): Hand {
        tap(R.string.write)
        tap(kind(kind))
        return this
    }

    /** The system begins the service that was asked for last, and refuses what it wants to show if it is told to. */
    fun serve(refusal: Exception? = null): AlertService {
        val asked = shadowOf(app).nextStartedService
        assertEquals(AlertService::class.java.name, asked?.component?.className)
        val control = Robolectric.buildService(AlertService::class.java, asked).create()
        refusal?.let(shadowOf(control.get())::setThrowInStartForeground)
        control.startCommand(0, 1)
        settle()
        return control.get()
    }

    /** The process ends, and the app is opened anew. */
    fun killAndStart() {
        app.kill()
        start()
    }

    private companion object {
        const val WAIT_MS = 60_000L

        /** For what is meant to stand still. */
        const val STALL_MS = 50L
    }
}
