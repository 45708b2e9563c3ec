package kz.zhospar.ui.design

import android.content.res.Configuration

/** The colours of one theme. Every pair of paper or card with ink, muted or accent has a contrast of 4.5 : 1 at least. */
class Palette private constructor(
    val paper: Int,
    val card: Int,
    val ink: Int,
    val muted: Int,
    val line: Int,
    val accent: Int,
    val onAccent: Int,
    val warn: Int,
    val warnPaper: Int,
    /** Of a running alert alone; 7 : 1 on paper and card. */
    val alert: Int,
) {
    companion object {
        val LIGHT = Palette(
            paper = 0xFFFAFAF7.toInt(), card = 0xFFFFFFFF.toInt(), ink = 0xFF1C1F23.toInt(), muted = 0xFF5A626B.toInt(), line = 0xFFDADDE0.toInt(),
            accent = 0xFF1F5F6B.toInt(), onAccent = 0xFFFFFFFF.toInt(), warn = 0xFF8A5A00.toInt(), warnPaper = 0xFFFFF4DC.toInt(),
            alert = 0xFF8C1D18.toInt(),
        )
        val DARK = Palette(
            paper = 0xFF15171A.toInt(), card = 0xFF1E2125.toInt(), ink = 0xFFECEDEE.toInt(), muted = 0xFFA4ACB5.toInt(), line = 0xFF343A40.toInt(),
            accent = 0xFF7CC4D1.toInt(), onAccent = 0xFF0E2A30.toInt(), warn = 0xFFFFD58A.toInt(), warnPaper = 0xFF3A2C10.toInt(),
            alert = 0xFFFF8A80.toInt(),
        )

        fun of(configuration: Configuration): Palette {
            val night = configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK
            return if (night == Configuration.UI_MODE_NIGHT_YES) DARK else LIGHT
        }
    }
}
