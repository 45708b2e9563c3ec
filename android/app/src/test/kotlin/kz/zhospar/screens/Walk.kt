package kz.zhospar.screens

import android.widget.ScrollView
import kz.zhospar.Hand

/** A way through some screens that stops wherever one looks different. Each begins with the app that was never started. */
class Walk(val name: String, val steps: Tour.() -> Unit) {
    override fun toString() = name
}

/** All of them. A screen that is on none of these ways is neither measured nor drawn. */
val WALKS = listOf(BEGINNING, LOGGING, ALERT, CHECK_IN, EVIDENCE, IMPORTING, PEOPLE, CONTACTS, POLICE, WAYS, COPIES, HANDING_OVER)

/** Somebody on the way. */
class Tour(val hand: Hand, private val look: (String, Double) -> Unit) {
    private var stops = 0

    /** Looks at what is there now. */
    fun stop(name: String, contrast: Double = 4.5) {
        stops += 1
        look("%02d-%s".format(stops, name), contrast)
    }

    fun Hand.scrollDown() {
        val page = views().filterIsInstance<ScrollView>().single()
        page.scrollTo(0, page.getChildAt(0).height)
        settle()
    }
}
