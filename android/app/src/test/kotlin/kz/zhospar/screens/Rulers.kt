package kz.zhospar.screens

import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.Drawable
import android.graphics.drawable.RippleDrawable
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.ScrollView
import android.widget.TextView
import kz.zhospar.Hand
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.Paint
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import kotlin.math.max
import kotlin.math.min
import kotlin.math.pow

/** Measures what is on the screen: targets and the room between them, names for the screen reader, words that are whole, contrast. */
class Rulers(private val hand: Hand) {
    fun measure(name: String) {
        val root = hand.decor
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

    private fun page(view: View) = generateSequence(view.parent) { it.parent }.firstOrNull { it is ScrollView }

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
        assertTrue("$said sticks out", view.bottom <= parent.height + 1 || parent is ScrollView)
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
}
