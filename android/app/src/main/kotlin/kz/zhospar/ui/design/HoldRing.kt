package kz.zhospar.ui.design

import android.annotation.SuppressLint
import android.graphics.Canvas
import android.graphics.Path
import android.graphics.PathMeasure
import android.graphics.RectF
import android.graphics.Typeface
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import android.view.Gravity
import android.view.HapticFeedbackConstants
import android.view.MotionEvent
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Button
import android.widget.TextView
import android.graphics.Paint as Pen

/** What holding leads to. */
interface Hold {
    /** A finger is on it, or has left: until then nothing may be drawn anew under it. */
    fun holding(isHeld: Boolean)

    /** It was held long enough. */
    fun held()
}

/**
 * Does something once it was held for a while: a touch alone does nothing. Round where there is room for it, else a bar. A screen reader holds it by an action
 * of its own.
 */
@SuppressLint("ViewConstructor")
class HoldRing(private val kit: Kit, words: CharSequence, private val isRound: Boolean, private val hold: Hold) : TextView(kit.context) {
    private val main = Handler(Looper.getMainLooper())
    private val whole = Runnable { finish() }
    private val step = Runnable { fill() }
    private var filled = 0f
    private val edge = Path()
    private val part = Path()
    private val measure = PathMeasure()
    private val thin = pen(kit.palette.accent, THIN)
    private val thick = pen(kit.palette.accent, THICK)

    init {
        text = words
        textSize = if (isRound) 20f else 18f
        setTextColor(kit.palette.ink)
        typeface = Typeface.create(Typeface.SANS_SERIF, Typeface.BOLD)
        gravity = Gravity.CENTER
        setPadding(kit.dp(24), kit.dp(12), kit.dp(24), kit.dp(12))
        minimumWidth = kit.dp(if (isRound) ROUND else Kit.TARGET)
        minimumHeight = kit.dp(if (isRound) ROUND else BAR)
        isFocusable = true
        isLongClickable = true
    }

    override fun onMeasure(widthSpec: Int, heightSpec: Int) {
        if (!isRound) return super.onMeasure(widthSpec, heightSpec)
        // Large words make it wider, as far as there is room.
        val scale = resources.configuration.fontScale.coerceAtLeast(1f)
        val side = minOf((kit.dp(ROUND) * scale).toInt(), MeasureSpec.getSize(widthSpec))
        super.onMeasure(MeasureSpec.makeMeasureSpec(side, MeasureSpec.EXACTLY), heightSpec)
        setMeasuredDimension(side, maxOf(side, measuredHeight))
    }

    override fun onSizeChanged(width: Int, height: Int, oldWidth: Int, oldHeight: Int) {
        val inset = kit.dp(THICK).toFloat()
        val corner = minOf(width, height) / 2f
        edge.rewind()
        edge.addRoundRect(RectF(inset, inset, width - inset, height - inset), corner, corner, Path.Direction.CW)
        measure.setPath(edge, true)
    }

    override fun onDraw(canvas: Canvas) {
        canvas.drawPath(edge, thin)
        part.rewind()
        if (filled > 0 && measure.getSegment(0f, measure.length * filled, part, true)) canvas.drawPath(part, thick)
        super.onDraw(canvas)
    }

    @SuppressLint("ClickableViewAccessibility")
    override fun onTouchEvent(event: MotionEvent): Boolean {
        when (event.actionMasked) {
            MotionEvent.ACTION_DOWN -> begin()
            MotionEvent.ACTION_UP, MotionEvent.ACTION_CANCEL -> end()
        }
        return true
    }

    override fun onDetachedFromWindow() {
        end()
        super.onDetachedFromWindow()
    }

    override fun onInitializeAccessibilityNodeInfo(info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(info)
        info.className = Button::class.java.name
        info.isClickable = false
        info.removeAction(AccessibilityNodeInfo.AccessibilityAction.ACTION_CLICK)
        info.addAction(AccessibilityNodeInfo.AccessibilityAction(AccessibilityNodeInfo.ACTION_LONG_CLICK, text))
    }

    override fun performAccessibilityAction(action: Int, arguments: Bundle?): Boolean {
        if (action != AccessibilityNodeInfo.ACTION_LONG_CLICK) return super.performAccessibilityAction(action, arguments)
        finish()
        return true
    }

    private fun begin() {
        // A page that scrolls would take the touch away from a hand that shakes.
        parent?.requestDisallowInterceptTouchEvent(true)
        performHapticFeedback(HapticFeedbackConstants.VIRTUAL_KEY)
        hold.holding(true)
        main.postDelayed(whole, HOLD_MS)
        fill()
    }

    private fun end() {
        hold.holding(false)
        main.removeCallbacks(whole)
        main.removeCallbacks(step)
        filled = 0f
        invalidate()
    }

    /** Steps and no animation: a phone that shows none would be done at once. What counts is the other timer. */
    private fun fill() {
        filled = (filled + STEP_MS.toFloat() / HOLD_MS).coerceAtMost(1f)
        invalidate()
        main.postDelayed(step, STEP_MS)
    }

    private fun finish() {
        end()
        performHapticFeedback(HapticFeedbackConstants.LONG_PRESS)
        hold.held()
    }

    private fun pen(colour: Int, width: Int) = Pen(Pen.ANTI_ALIAS_FLAG).apply {
        color = colour
        style = Pen.Style.STROKE
        strokeWidth = kit.dp(width).toFloat()
    }

    companion object {
        const val HOLD_MS = 1_500L
        private const val STEP_MS = 30L
        private const val ROUND = 176
        private const val BAR = 72
        private const val THIN = 3
        private const val THICK = 8
    }
}
