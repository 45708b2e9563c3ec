package kz.zhospar.ui.design

import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Button
import android.widget.LinearLayout

/** A line of a list that opens something: what it is called, and what is known of it. Outlined if it is uncertain or out of sight. */
fun Kit.row(title: String, notes: List<String>, outlined: Boolean = false, act: () -> Unit): LinearLayout =
    card(body(title), *notes.map(::note).toTypedArray()).apply {
        if (outlined) background = paint(palette.paper, palette.muted)
        minimumHeight = dp(Kit.TARGET)
        contentDescription = (listOf(title) + notes).joinToString(". ")
        setOnClickListener { act() }
        accessibilityDelegate = AsButton
    }

private object AsButton : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.className = Button::class.java.name
    }
}
