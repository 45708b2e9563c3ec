package kz.zhospar.ui.design

import android.graphics.Canvas
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.ImageButton
import android.widget.LinearLayout
import kz.zhospar.R
import android.graphics.Paint as Pen

/** Dots and keypad. What is typed is in no field and in no state that the system saves. */
class PinPad(private val kit: Kit, private val entered: (String) -> Unit) : LinearLayout(kit.context) {
    private val typed = StringBuilder()
    private val dots = Dots(kit)
    private val keys = mutableListOf<View>()

    init {
        orientation = VERTICAL
        gravity = Gravity.CENTER_HORIZONTAL
        addView(dots, LayoutParams(MATCH_PARENT, WRAP_CONTENT))
        ROWS.forEach { row -> addRow(row.map(::digit)) }
        addRow(listOf(erase(), digit('0'), open()))
    }

    /** Whether digits are taken. Where not, the reason stands elsewhere on the screen. */
    fun allow(allowed: Boolean) = keys.forEach { key ->
        key.isEnabled = allowed
        key.alpha = if (allowed) 1f else FADED
    }

    fun clear() {
        typed.setLength(0)
        dots.show(0)
    }

    private fun addRow(views: List<View>) {
        val row = LinearLayout(context)
        views.forEachIndexed { place, key ->
            keys += key
            row.addView(key, LayoutParams(0, MATCH_PARENT, 1f).apply { marginStart = if (place == 0) 0 else kit.dp(8) })
        }
        addView(row, LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { topMargin = kit.dp(8) })
    }

    private fun digit(digit: Char): Button = kit.plain(digit.toString()) { type(digit) }.apply {
        textSize = 28f
        setTextColor(kit.palette.ink)
        minimumHeight = kit.dp(64)
        setPadding(0, 0, 0, 0)
    }

    private fun erase(): ImageButton = kit.icon(R.drawable.ic_erase, kit.words(R.string.pin_erase)) {
        if (typed.isNotEmpty()) typed.setLength(typed.length - 1)
        dots.show(typed.length)
    }.apply { minimumHeight = kit.dp(64) }

    private fun open(): ImageButton = kit.icon(R.drawable.ic_check, kit.words(R.string.pin_open)) {
        val pin = typed.toString()
        clear()
        if (pin.isNotEmpty()) entered(pin)
    }.apply {
        setImageDrawable(kit.drawn(R.drawable.ic_check, kit.palette.onAccent))
        background = kit.paint(kit.palette.accent, corner = 14)
        minimumHeight = kit.dp(64)
    }

    private fun type(digit: Char) {
        if (typed.length < DIGITS_MAX) typed.append(digit)
        dots.show(typed.length)
    }

    private companion object {
        val ROWS = listOf("123", "456", "789").map(String::toList)
        const val DIGITS_MAX = 32
        const val FADED = 0.4f
    }
}

/** One dot for each digit. */
class Dots(private val kit: Kit) : View(kit.context) {
    private var count = 0
    private val pen = Pen(Pen.ANTI_ALIAS_FLAG).apply { color = kit.palette.ink }

    init {
        accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE
        show(0)
    }

    fun show(digits: Int) {
        count = digits
        contentDescription = resources.getQuantityString(R.plurals.dots, digits, digits)
        invalidate()
    }

    override fun onMeasure(widthSpec: Int, heightSpec: Int) = setMeasuredDimension(MeasureSpec.getSize(widthSpec), kit.dp(48))

    override fun onDraw(canvas: Canvas) {
        val step = minOf(kit.dp(24).toFloat(), width.toFloat() / (count + 1))
        val first = width / 2f - step * (count - 1) / 2
        repeat(count) { canvas.drawCircle(first + it * step, height / 2f, step / 4, pen) }
    }
}
