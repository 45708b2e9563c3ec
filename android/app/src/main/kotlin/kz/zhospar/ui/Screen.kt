package kz.zhospar.ui

import android.view.View
import kz.zhospar.ui.design.Kit

/** A screen with what it knows. It outlives its views: these are made anew after a rotation, at another font size or in another language. */
abstract class Screen {
    /** How far down it was scrolled. */
    var scrolledTo = 0

    /** Whether it shows something from behind the PIN. */
    open val isOpen: Boolean get() = true

    /** Whether it stays in sight when the vault is locked. */
    open val outlivesLock: Boolean get() = false

    abstract fun draw(kit: Kit): View

    /** It comes to the top, or the language has changed: whatever the core told is asked for again. */
    open fun begin() = Unit

    /** What runs has moved on. */
    open fun moved() = Unit

    /** It is about to go: what was typed is saved. Asks nothing and takes no time. */
    open fun leave() = Unit

    /** One step back within it; false if there is none. */
    open fun back(): Boolean = false
}
