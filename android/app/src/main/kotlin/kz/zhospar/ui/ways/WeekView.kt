package kz.zhospar.ui.ways

import android.graphics.Canvas
import android.graphics.Color
import android.util.TypedValue
import android.view.View
import kz.zhospar.core.WeekPicture
import kz.zhospar.ui.design.Kit
import java.util.Locale
import android.graphics.Paint as Pen

/** When she leaves: days of the week beside each other, half hours below each other. Each cell has its number, so that it can be read without colours. */
class WeekView(private val kit: Kit, private val picture: WeekPicture) : View(kit.context) {
    private val pen = Pen(Pen.ANTI_ALIAS_FLAG)
    private val rows = picture.halfHours.toList()
    private val labelWidth: Float
    private val rowHeight: Float

    init {
        contentDescription = (listOf(picture.title, picture.trips) + days()).joinToString(". ")
        write(LABEL_SP, kit.palette.ink)
        labelWidth = pen.measureText(clock(HALF_HOURS_LAST)) + kit.dp(8)
        rowHeight = maxOf(pen.fontSpacing + kit.dp(4), kit.dp(ROW_DP).toFloat())
    }

    override fun onMeasure(widthSpec: Int, heightSpec: Int) =
        setMeasuredDimension(MeasureSpec.getSize(widthSpec), (rowHeight * (rows.size + 1)).toInt() + kit.dp(2))

    override fun onDraw(canvas: Canvas) {
        val column = (width - labelWidth - 1) / DAYS
        picture.days.forEachIndexed { day, name -> canvas.write(name, labelWidth + column * (day + 0.5f), 0f, column, kit.palette.ink) }
        rows.forEachIndexed { row, halfHour ->
            val top = rowHeight * (row + 1)
            if (halfHour % 2 == 0) canvas.write(clock(halfHour), (labelWidth - kit.dp(8)) / 2, top, labelWidth, kit.palette.muted)
            repeat(DAYS) { day -> canvas.cell(picture.at(day, halfHour), labelWidth + column * day, top, column) }
        }
    }

    private fun Canvas.cell(trips: Int, left: Float, top: Float, width: Float) {
        val level = if (trips == 0) 0 else 1 + (trips * SHADES.size - 1) / picture.most.coerceAtLeast(1)
        pen.style = Pen.Style.FILL
        pen.color = shade(level)
        drawRect(left, top, left + width, top + rowHeight, pen)
        pen.style = Pen.Style.STROKE
        pen.strokeWidth = 1f
        pen.color = kit.palette.muted
        drawRect(left, top, left + width, top + rowHeight, pen)
        if (trips > 0) write(trips.toString(), left + width / 2, top, width, if (level >= SHADES.size) kit.palette.onAccent else kit.palette.ink)
    }

    /** The card, through which more and more of the accent shows. */
    private fun shade(level: Int): Int {
        val share = if (level == 0) 0f else SHADES[minOf(level, SHADES.size) - 1]
        val (card, accent) = kit.palette.card to kit.palette.accent
        val mixed = { part: (Int) -> Int -> (part(card) + (part(accent) - part(card)) * share).toInt() }
        return Color.rgb(mixed(Color::red), mixed(Color::green), mixed(Color::blue))
    }

    /** Never wider than its column: at large sizes the days keep their names, in smaller letters. */
    private fun Canvas.write(words: String, middle: Float, top: Float, room: Float, color: Int) {
        write(LABEL_SP, color)
        val wide = pen.measureText(words)
        if (wide > room - kit.dp(2)) pen.textSize *= (room - kit.dp(2)) / wide
        drawText(words, middle - pen.measureText(words) / 2, top + rowHeight / 2 - (pen.ascent() + pen.descent()) / 2, pen)
    }

    private fun write(sp: Float, color: Int) {
        pen.style = Pen.Style.FILL
        pen.color = color
        pen.textSize = TypedValue.applyDimension(TypedValue.COMPLEX_UNIT_SP, sp, resources.displayMetrics)
    }

    /** For the screen reader: the days with their half hours. */
    private fun days(): List<String> = picture.days.mapIndexedNotNull { day, name ->
        val left = picture.cells.filter { it.weekday == day }.sortedBy { it.halfHour }
        left.takeIf { it.isNotEmpty() }?.joinToString(", ", "$name: ") { "${clock(it.halfHour)} × ${it.trips}" }
    }

    private fun clock(halfHour: Int): String = String.format(Locale.ROOT, "%02d:%02d", halfHour / 2, halfHour % 2 * 30)

    private companion object {
        const val DAYS = 7
        const val HALF_HOURS_LAST = 47
        const val LABEL_SP = 14f
        const val ROW_DP = 28
        val SHADES = listOf(0.12f, 0.3f, 0.5f, 1f)
    }
}
