package kz.zhospar.ui.design

import android.content.Context
import android.view.View
import android.view.ViewGroup
import kotlin.math.max

/** Lays views out like words: in rows, as many as there is room for. */
class Flow(context: Context, private val gap: Int) : ViewGroup(context) {
    override fun onMeasure(widthSpec: Int, heightSpec: Int) {
        val room = MeasureSpec.getSize(widthSpec)
        val each = MeasureSpec.makeMeasureSpec(room, MeasureSpec.AT_MOST)
        val free = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED)
        children().forEach { it.measure(each, free) }
        setMeasuredDimension(room, place(room) { _, _, _ -> })
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        place(right - left) { child, x, y -> child.layout(x, y, x + child.measuredWidth, y + child.measuredHeight) }
    }

    private fun place(room: Int, put: (View, Int, Int) -> Unit): Int {
        var x = 0
        var y = 0
        var row = 0
        for (child in children()) {
            if (x > 0 && x + child.measuredWidth > room) {
                x = 0
                y += row + gap
                row = 0
            }
            put(child, x, y)
            x += child.measuredWidth + gap
            row = max(row, child.measuredHeight)
        }
        return y + row
    }

    private fun children() = (0 until childCount).map(::getChildAt)
}
