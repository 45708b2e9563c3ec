package kz.zhospar.ui.design

import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.os.Build
import android.text.Editable
import android.text.InputType
import android.text.TextWatcher
import android.util.TypedValue
import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.view.accessibility.AccessibilityNodeInfo
import android.view.inputmethod.EditorInfo
import android.widget.Button
import android.widget.EditText
import android.widget.ImageButton
import android.widget.LinearLayout
import android.widget.TextView

/** A colour behind a view that tests can ask for. */
class Paint(val color: Int, corner: Float, line: Int?, lineWidth: Int) : GradientDrawable() {
    init {
        setColor(color)
        cornerRadius = corner
        line?.let { setStroke(lineWidth, it) }
    }
}

/** What every screen is made of: texts, buttons, fields and cards in the one look. */
class Kit(val context: Context, val palette: Palette = Palette.of(context.resources.configuration)) {

    fun dp(size: Int): Int = TypedValue.applyDimension(TypedValue.COMPLEX_UNIT_DIP, size.toFloat(), context.resources.displayMetrics).toInt()

    fun words(id: Int, vararg args: Any): String = context.getString(id, *args)

    fun column(vararg views: View?, gap: Int = GAP): LinearLayout = LinearLayout(context).apply {
        orientation = LinearLayout.VERTICAL
        views.filterNotNull().forEach { put(it, gap) }
    }

    /** Adds a view below the others. */
    fun LinearLayout.put(view: View, gap: Int = GAP) {
        val place = LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT)
        place.topMargin = if (childCount == 0) 0 else dp(gap)
        addView(view, place)
    }

    fun title(words: CharSequence): TextView = text(words, 28f, 34, palette.ink).apply {
        typeface = Typeface.create(Typeface.SANS_SERIF, Typeface.BOLD)
        heading()
    }

    fun heading(words: CharSequence): TextView = text(words, 20f, 28, palette.ink).apply {
        typeface = Typeface.create(Typeface.SANS_SERIF, Typeface.BOLD)
        heading()
    }

    fun body(words: CharSequence): TextView = text(words, 16f, 24, palette.ink)

    fun note(words: CharSequence): TextView = text(words, 14f, 20, palette.muted)

    /** Something that needs her; read out as soon as it stands there. */
    fun warning(words: CharSequence): TextView = text(words, 16f, 24, palette.warn).apply {
        background = paint(palette.warnPaper)
        setPadding(dp(16), dp(12), dp(16), dp(12))
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
    }

    fun card(vararg views: View?): LinearLayout = column(*views, gap = 8).apply {
        background = paint(palette.card, palette.line)
        setPadding(dp(16), dp(16), dp(16), dp(16))
    }

    /** What a screen is mainly for. */
    fun primary(words: CharSequence, act: () -> Unit): Button = button(words, palette.onAccent, paint(palette.accent, corner = 14), act).apply {
        minHeight = dp(PRIMARY)
        minimumHeight = dp(PRIMARY)
    }

    fun plain(words: CharSequence, act: () -> Unit): Button = button(words, palette.accent, paint(palette.card, palette.line, corner = 14), act)

    /** One of several answers. A tick says which, and so does the screen reader. */
    fun choice(words: CharSequence, chosen: Boolean, act: () -> Unit): Button {
        val behind = paint(palette.card, if (chosen) palette.accent else palette.line, corner = 14)
        return button(if (chosen) "✓ $words" else words, if (chosen) palette.ink else palette.accent, behind, act).apply {
            accessibilityDelegate = object : View.AccessibilityDelegate() {
                override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
                    super.onInitializeAccessibilityNodeInfo(host, info)
                    info.isCheckable = true
                    info.isChecked = chosen
                    info.text = words
                }
            }
        }
    }

    fun icon(drawable: Int, label: CharSequence, act: () -> Unit): ImageButton = ImageButton(context).apply {
        setImageDrawable(drawn(drawable, palette.ink))
        contentDescription = label
        tooltipText = label
        background = pressed(null)
        minimumWidth = dp(TARGET)
        minimumHeight = dp(TARGET)
        setOnClickListener { act() }
    }

    fun drawn(drawable: Int, color: Int): Drawable = requireNotNull(context.getDrawable(drawable)).mutate().apply { setTint(color) }

    /** A field under its name. What is typed is kept by the screen that asked, never in the state that the system saves. */
    fun field(label: CharSequence, said: String, lines: Int = 1, type: Int = WORDS, changed: (String) -> Unit): LinearLayout {
        val edit = EditText(context).apply {
            inputType = if (lines > 1) type or InputType.TYPE_TEXT_FLAG_MULTI_LINE else type
            // A keyboard is asked to learn nothing from what is typed.
            imeOptions = EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING or EditorInfo.IME_FLAG_NO_EXTRACT_UI
            setText(said)
            contentDescription = label
            isSaveEnabled = false
            importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO_EXCLUDE_DESCENDANTS
            gravity = Gravity.TOP or Gravity.START
            sized(16f, 24)
            setTextColor(palette.ink)
            background = paint(palette.card, palette.muted)
            setPadding(dp(12), dp(12), dp(12), dp(12))
            minimumHeight = dp(TARGET)
            minLines = lines
            // A long line is read as a whole, not pushed to and fro.
            setHorizontallyScrolling(false)
            maxLines = LINES_MAX
            addTextChangedListener(object : TextWatcher {
                override fun beforeTextChanged(words: CharSequence, start: Int, count: Int, after: Int) = Unit

                override fun onTextChanged(words: CharSequence, start: Int, before: Int, count: Int) = Unit

                override fun afterTextChanged(words: Editable) = changed(words.toString())
            })
        }
        val name = note(label).apply { importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO }
        return column(name, edit, gap = 4)
    }

    /** Buttons one beside the other, and the next below where the row is full. */
    fun flow(views: List<View>): Flow = Flow(context, dp(8)).apply { views.forEach(::addView) }

    fun paint(color: Int, line: Int? = null, corner: Int = 12) = Paint(color, dp(corner).toFloat(), line, dp(1))

    private fun button(words: CharSequence, ink: Int, behind: Paint, act: () -> Unit): Button = Button(context).apply {
        text = words
        isAllCaps = false
        sized(16f, 24)
        setTextColor(ink)
        background = pressed(behind)
        stateListAnimator = null
        minHeight = dp(TARGET)
        minimumHeight = dp(TARGET)
        minWidth = dp(TARGET)
        minimumWidth = dp(TARGET)
        // At large sizes a long word needs the room more than the edges do.
        val side = dp(if (resources.configuration.fontScale > LARGE) 6 else 16)
        setPadding(side, dp(8), side, dp(8))
        setOnClickListener { act() }
    }

    private fun pressed(behind: Drawable?): Drawable {
        val mask = GradientDrawable().apply {
            setColor(palette.ink)
            cornerRadius = dp(14).toFloat()
        }
        return RippleDrawable(ColorStateList.valueOf(palette.ink and 0x00FFFFFF or (0x22 shl 24)), behind, mask)
    }

    private fun text(words: CharSequence, size: Float, line: Int, color: Int): TextView = TextView(context).apply {
        text = words
        sized(size, line)
        setTextColor(color)
    }

    private fun TextView.sized(size: Float, line: Int) {
        setTextSize(TypedValue.COMPLEX_UNIT_SP, size)
        // Above the font's own height, so that marks over Kazakh and Russian letters are never cut.
        val wanted = TypedValue.applyDimension(TypedValue.COMPLEX_UNIT_SP, line.toFloat(), resources.displayMetrics)
        setLineSpacing((wanted - paint.getFontMetrics(null)).coerceAtLeast(0f), 1f)
        fontFeatureSettings = "tnum"
    }

    private fun TextView.heading() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) isAccessibilityHeading = true
    }

    companion object {
        /** Least side of whatever is touched, in dp. */
        const val TARGET = 48

        /** Of what a screen is mainly for. */
        const val PRIMARY = 64
        const val GAP = 12
        private const val LINES_MAX = 100
        private const val LARGE = 1.5f
        const val WORDS = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
    }
}
