package kz.zhospar.ui

import android.view.Gravity
import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.Space
import kz.zhospar.R
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.PinPad
import kz.zhospar.ui.log.LogScreen
import kz.zhospar.ui.people.PeopleScreen
import kz.zhospar.ui.today.TodayScreen

// What screens have in common.

/** The places that are always one touch away. */
enum class Tab { TODAY, LOG, PEOPLE }

/** A page that scrolls and stays where it was. */
fun Kit.page(screen: Screen, content: View): ScrollView = ScrollView(context).apply {
    isFillViewport = true
    content.setPadding(dp(16), dp(16), dp(16), dp(24))
    addView(content, MATCH_PARENT, WRAP_CONTENT)
    // Set before the first layout, so that nothing jumps.
    addOnLayoutChangeListener(object : View.OnLayoutChangeListener {
        override fun onLayoutChange(view: View, l: Int, t: Int, r: Int, b: Int, ol: Int, ot: Int, or: Int, ob: Int) {
            removeOnLayoutChangeListener(this)
            scrollTo(0, screen.scrolledTo)
            setOnScrollChangeListener { _, _, y, _, _ -> screen.scrolledTo = y }
        }
    })
}

/** A page over what is always in sight, within the thumb's reach. */
fun Kit.footed(screen: Screen, content: View, vararg foot: View?): LinearLayout = LinearLayout(context).apply {
    orientation = LinearLayout.VERTICAL
    addView(page(screen, content), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
    addView(line(), MATCH_PARENT, dp(1))
    addView(column(*foot).apply { setPadding(dp(16), dp(8), dp(16), dp(8)) }, MATCH_PARENT, WRAP_CONTENT)
}

/** A page under a bar with the ways out of it, and over the tabs. */
fun Kit.framed(shell: Shell, screen: Screen, content: View, tab: Tab? = null, vararg ways: Button): View =
    barred(shell, screen, page(screen, content), tab, *ways)

/** The same around a page that is made already. */
fun Kit.barred(shell: Shell, screen: Screen, page: View, tab: Tab? = null, vararg ways: Button): View {
    val frame = LinearLayout(context).apply { orientation = LinearLayout.VERTICAL }
    val back = plain(words(R.string.back)) { shell.back() }.takeIf { tab == null }
    val lock = plain(words(R.string.lock)) { shell.lock() }.takeIf { screen.isOpen }
    val bar = LinearLayout(context).apply {
        setPadding(dp(16), dp(8), dp(16), dp(8))
        addView(flow(listOfNotNull(back, *ways, lock)), MATCH_PARENT, WRAP_CONTENT)
    }
    frame.addView(bar, MATCH_PARENT, WRAP_CONTENT)
    frame.addView(line(), MATCH_PARENT, dp(1))
    frame.addView(page, LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
    if (tab == null) return frame
    frame.addView(line(), MATCH_PARENT, dp(1))
    frame.addView(tabs(shell, tab), MATCH_PARENT, WRAP_CONTENT)
    return frame
}

private fun Kit.line(): View = View(context).apply { setBackgroundColor(palette.line) }

private fun Kit.tabs(shell: Shell, here: Tab): View {
    val buttons = listOf(
        Triple(Tab.TODAY, R.string.today, R.drawable.ic_today),
        Triple(Tab.LOG, R.string.log, R.drawable.ic_log),
        Triple(Tab.PEOPLE, R.string.people, R.drawable.ic_people),
    ).map { (tab, name, icon) -> tab(words(name), icon, tab == here) { if (tab != here) shell.home(screen(shell, tab)) } }
    val room = dp(context.resources.configuration.screenWidthDp - 2 * TABS_EDGE - TABS_GAP * (buttons.size - 1)) / buttons.size
    // No word is broken: where they have no room in one row, there are two of them.
    val rows = if (buttons.all { neededWidth(it) <= room }) listOf(buttons) else buttons.chunked((buttons.size + 1) / 2)
    return column(*rows.map { row(it) }.toTypedArray(), gap = TABS_GAP).apply {
        setBackgroundColor(palette.card)
        setPadding(dp(TABS_EDGE), dp(4), dp(TABS_EDGE), dp(4))
    }
}

private fun Kit.tab(name: String, icon: Int, isHere: Boolean, open: () -> Unit): Button = plain(name, open).apply {
    val color = if (isHere) palette.accent else palette.muted
    setTextColor(color)
    textSize = 14f
    isSelected = isHere
    setPadding(dp(8), dp(8), dp(8), dp(8))
    // The one that is here has a frame: colour alone would not say it.
    background = paint(palette.card, if (isHere) palette.accent else null, corner = 14)
    setCompoundDrawablesRelativeWithIntrinsicBounds(null, drawn(icon, color), null, null)
}

private fun Kit.row(buttons: List<Button>): View = LinearLayout(context).apply {
    buttons.forEachIndexed { place, button ->
        addView(button, LinearLayout.LayoutParams(0, WRAP_CONTENT, 1f).apply { marginStart = if (place == 0) 0 else dp(TABS_GAP) })
    }
}

private fun neededWidth(button: Button): Int {
    val free = View.MeasureSpec.makeMeasureSpec(0, View.MeasureSpec.UNSPECIFIED)
    button.measure(free, free)
    return button.measuredWidth
}

private const val TABS_EDGE = 8
private const val TABS_GAP = 8

private fun screen(shell: Shell, tab: Tab): Screen = when (tab) {
    Tab.TODAY -> TodayScreen(shell)
    Tab.LOG -> LogScreen(shell)
    Tab.PEOPLE -> PeopleScreen(shell)
}

/** A page that asks for a PIN, with the pad within the thumb's reach. */
fun Kit.pinPage(title: String, about: String?, warning: String?, vararg below: View?, entered: (String) -> Unit): Pair<LinearLayout, PinPad> {
    val pad = PinPad(this, entered)
    val content = column(title(title), about?.let(::body), warning?.let(::warning))
    content.addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
    content.gravity = Gravity.CENTER_HORIZONTAL
    (listOf(pad) + below.filterNotNull()).forEach { content.put(it) }
    return content to pad
}
