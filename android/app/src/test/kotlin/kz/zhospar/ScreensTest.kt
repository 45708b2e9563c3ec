package kz.zhospar

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.Drawable
import android.graphics.drawable.RippleDrawable
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.TextView
import kz.zhospar.core.Draft
import kz.zhospar.core.Line
import kz.zhospar.core.Tongue
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.Paint
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.GraphicsMode
import java.io.File
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow

/** Walks through every screen and looks at it: with rulers at the smallest size, and as a picture. */
@RunWith(RobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ScreensTest {
    private val hand = Hand()
    private val seen = mutableListOf<String>()

    @Test
    fun `kk is whole on the smallest screen at twice the size`() = narrow("kk")

    @Test
    fun `ru is whole on the smallest screen at twice the size`() = narrow("ru")

    @Test
    fun `en is whole on the smallest screen at twice the size`() = narrow("en")

    @Test
    fun `kk in light`() = picture("kk", "notnight")

    @Test
    fun `kk in dark`() = picture("kk", "night")

    @Test
    fun `ru in light`() = picture("ru", "notnight")

    @Test
    fun `ru in dark`() = picture("ru", "night")

    private fun narrow(language: String) {
        RuntimeEnvironment.setQualifiers("$language-w320dp-h568dp-notnight-xhdpi")
        RuntimeEnvironment.setFontScale(2f)
        walk { name -> measure(name) }
    }

    private fun picture(language: String, light: String) {
        RuntimeEnvironment.setQualifiers("$language-w360dp-h640dp-$light-hdpi")
        walk { name ->
            measure(name)
            draw("$language-${if (light == "night") "dark" else "light"}-$name")
        }
    }

    /** Every screen in every state that looks different. */
    private fun walk(look: (String) -> Unit) = with(hand) {
        val stop = { name: String ->
            seen += name
            look("%02d-%s".format(seen.size, name))
        }
        start()
        stop("first-language")
        tap(R.string.next)
        stop("first-shared")
        tap(R.string.yes)
        stop("first-who")
        tap(R.string.skip)
        stop("first-name")
        tap(R.string.skip)
        stop("first-pin")
        pin("7391")
        pin("7392")
        stop("first-pin-differs")
        repeat(2) { pin("7391") }
        stop("first-second")
        tap(R.string.first_second_set)
        repeat(2) { pin("8264") }
        stop("first-code")
        code = views().mapNotNull { it.contentDescription?.toString() }.single { it.startsWith(words(R.string.first_code_label, "")) }
            .removePrefix(words(R.string.first_code_label, ""))
        tap(R.string.first_code_done)
        "739".forEach { tap(it.toString()) }
        stop("lock")
        tap(R.string.pin_erase)
        tap(R.string.lock_more)
        stop("numbers")
        tap(R.string.recovery)
        stop("recovery")
        tap(R.string.recovery_remove)
        stop("recovery-remove")
        repeat(3) { back() }
        tap(R.string.pin_open)
        pin("8264")
        tap(R.string.log)
        stop("log-empty")
        tap(R.string.lock)
        repeat(5) { pin("0000") }
        stop("lock-wait")
        pass(601)
        pin("7391")
        stop("today")
        tap(R.string.noted)
        fill()
        tap(R.string.write)
        stop("kinds")
        tap(kind("loiter"))
        type(R.string.what, SAID)
        pass(2)
        stop("incident")
        tap(R.string.more)
        scrollDown()
        stop("incident-more")
        back()
        tap(R.string.log)
        stop("log")
        views().first { it.isClickable && said(it)!!.contains(words(R.string.mark_late)) }.performClick()
        settle()
        scrollDown()
        stop("incident-foot")
        back()
        tap(R.string.today)
        tap(R.string.settings)
        stop("settings")
        tap(R.string.set_pin)
        stop("settings-pin")
        repeat(2) { back() }
        begin("assault")
        type(R.string.what, SAID)
        pass(2)
        stop("incident-danger")
        assertEquals(SCREENS, seen.size)
    }

    private fun Hand.fill() {
        val now = app.shell.now()
        val long = Draft("threat", now.copy(utcMs = now.utcMs - 40 * 3_600_000L), placeKind = "online").with(Line.WHAT, THREAT)
        val call = Draft("call", now.copy(utcMs = now.utcMs - 3 * 3_600_000L)).with(Line.WHAT, CALLS)
        app.shell.ask({ listOf(long, call).forEach { keep(null, it, Tongue.EN) } })
        settle()
    }

    private fun Hand.scrollDown() {
        val page = views().filterIsInstance<android.widget.ScrollView>().single()
        page.scrollTo(0, page.getChildAt(0).height)
        settle()
    }

    // The rulers.

    private fun measure(name: String) {
        val root = hand.activity.window.decorView
        val shown = hand.views().filter { it.isShown }
        val touched = shown.filter { it.isClickable || it is EditText }
        assertTrue(name, touched.isNotEmpty() && shown.any { it is TextView })
        touched.forEach { view ->
            val least = dp(Kit.TARGET) - 1
            assertTrue("$name: «${hand.said(view)}» is ${view.width}×${view.height}", view.width >= least && view.height >= least)
            assertTrue("$name: a control has no name", !hand.said(view).isNullOrBlank())
        }
        touched.forEachIndexed { place, one -> touched.drop(place + 1).forEach { other -> apart(name, one, other) } }
        shown.filterIsInstance<TextView>().filter { it.text.isNotEmpty() }.forEach { view ->
            whole(name, view, root)
            contrast(name, view)
        }
    }

    private fun apart(name: String, one: View, other: View) {
        if (generateSequence(one.parent) { it.parent }.any { it === other } || generateSequence(other.parent) { it.parent }.any { it === one }) return
        val (a, b) = place(one) to place(other)
        val gapX = max(b[0] - (a[0] + one.width), a[0] - (b[0] + other.width))
        val gapY = max(b[1] - (a[1] + one.height), a[1] - (b[1] + other.height))
        // Pages scroll under the bars; those two never share a parent below the frame.
        if (page(one) !== page(other)) return
        assertTrue("$name: «${hand.said(one)}» and «${hand.said(other)}» are $gapX, $gapY apart", max(gapX, gapY) >= dp(8) - 1)
    }

    private fun page(view: View) = generateSequence(view.parent) { it.parent }.firstOrNull { it is android.widget.ScrollView }

    private fun place(view: View) = IntArray(2).also(view::getLocationInWindow)

    private fun whole(name: String, view: TextView, root: View) {
        val said = "$name: «${view.text}»"
        val layout = requireNotNull(view.layout) { "$said has no layout" }
        val room = view.width - view.compoundPaddingLeft - view.compoundPaddingRight
        assertTrue("$said is cut below", layout.height <= view.height - view.compoundPaddingTop - view.compoundPaddingBottom + 1)
        assertTrue("$said lies outside", place(view)[0] >= 0 && place(view)[0] + view.width <= root.width)
        for (line in 0 until layout.lineCount) {
            assertEquals(said, 0, layout.getEllipsisCount(line))
            assertTrue("$said is cut at the side", layout.getLineMax(line) <= room + 1)
            val end = layout.getLineEnd(line)
            val breaksWord = end in 1 until view.text.length && view.text[end - 1].isLetterOrDigit() && view.text[end].isLetterOrDigit()
            assertTrue("$said breaks a word: ${view.text.subSequence(layout.getLineStart(line), end)}", !breaksWord)
        }
        val parent = view.parent as ViewGroup
        assertTrue("$said sticks out", view.bottom <= parent.height + 1 || parent is android.widget.ScrollView)
    }

    private fun contrast(name: String, view: TextView) {
        if (!view.isEnabled) return
        val behind = generateSequence(view as View) { it.parent as? View }.firstNotNullOf { color(it.background) }
        val ratio = ratio(view.currentTextColor, behind)
        assertTrue("$name: «${view.text}» has a contrast of $ratio", ratio >= 4.5)
    }

    private fun color(drawable: Drawable?): Int? = when (drawable) {
        is Paint -> drawable.color
        is RippleDrawable -> (0 until drawable.numberOfLayers).firstNotNullOfOrNull { color(drawable.getDrawable(it)) }
        is ColorDrawable -> drawable.color.takeIf { it ushr 24 == 0xFF }
        else -> null
    }

    /** WCAG 2.2, relative luminance. */
    private fun ratio(one: Int, other: Int): Double {
        val lights = listOf(one, other).map { color ->
            val (r, g, b) = listOf(16, 8, 0).map { shift ->
                val part = (color shr shift and 0xFF) / 255.0
                if (part <= 0.04045) part / 12.92 else ((part + 0.055) / 1.055).pow(2.4)
            }
            0.2126 * r + 0.7152 * g + 0.0722 * b
        }
        return (lights.max() + 0.05) / (lights.min() + 0.05)
    }

    private fun dp(size: Int): Int = (size * hand.activity.resources.displayMetrics.density).toInt()

    private fun draw(name: String) {
        val view = hand.activity.window.decorView
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(picture))
        val colours = (0 until min(view.width, view.height) step 3).map { picture.getPixel(it, it) }.toSet()
        assertTrue("$name is blank", colours.size > 1)
        val folder = File(System.getProperty("screens").orEmpty().ifEmpty { "target/screens" }).apply { mkdirs() }
        File(folder, "$name.png").outputStream().use { assertTrue(picture.compress(Bitmap.CompressFormat.PNG, 100, it)) }
    }

    private companion object {
        const val SCREENS = 23
        const val SAID = "Машинасымен үй алдында екі сағат тұрды. Стоял с включёнными фарами."
        const val THREAT = "Қорқытты: «Сені бәрібір табамын». Написал с нового номера, что всё равно найдёт, и перечислил, куда я хожу по будням, с точностью до часа."
        const val CALLS = "Түнде 14 рет қоңырау шалды"
    }
}
