package kz.zhospar

import android.app.Activity
import android.app.Notification
import android.app.Service
import android.content.pm.ServiceInfo
import android.os.Build
import kz.zhospar.alert.AlertService
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowService

/** What holds the process while something runs, on phones that allow it and on those that do not. */
@RunWith(RobolectricTestRunner::class)
open class KeeperTest : RadioStories() {
    private fun pressed(vararg permissions: String, second: String? = null): Hand {
        if (permissions.isEmpty()) radio.allow() else radio.allow(*permissions)
        hand.opened(second)
        hand.contact("Дана", FIRST)
        hand.tap(R.string.lock)
        hand.hold()
        return hand
    }

    private fun stop(pin: String = "7391") {
        hand.tap(R.string.alert_stop)
        hand.pin(pin)
    }

    @Test
    fun `without leave for the place a service holds the process all the same, and its notice is dull`() {
        pressed()
        val service = hand.serve()
        assertTypes(SPECIAL_USE, service)
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        forgetStopped()
        stop()
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `with leave for the place the service may know it`() {
        pressed(*Radio.ALL)
        assertTypes(BOTH, hand.serve())
        hand.pass(5)
        assertNull("it is begun once", shadowOf(hand.app).nextStartedService)
    }

    @Test
    @Config(shadows = [NoPlace::class])
    fun `where the system does not let the service know the place it runs without`() {
        assumeTrue(since(Build.VERSION_CODES.Q))
        pressed(*Radio.ALL)
        assertTypes(SPECIAL_USE, hand.serve())
        stop()
        assertTrue(notices().isEmpty())
    }

    @Test
    fun `where the system lets no service show itself a notice is left, and goes with the alert`() {
        pressed()
        val service = hand.serve(SecurityException())
        assertTrue(shadowOf(service).isStoppedBySelf)
        assertEquals(listOf("Plan: in progress"), notices())
        hand.pass(11)
        assertEquals(FIRST, radio.next()!!.first)
        assertEquals(listOf("Plan: in progress"), notices())
        hand.tap(R.string.alert_over)
        hand.pin("7391")
        assertEquals(emptyList<String>(), notices())
    }

    @Test
    fun `a service that the system has begun anew ends with the alert, behind the second PIN too`() {
        pressed(second = "8264")
        hand.serve()
        hand.pass(11)
        radio.next()
        radio.report(Activity.RESULT_OK)
        hand.window.pause().stop().destroy()
        hand.app.kill()
        forgetStopped()
        val service = Robolectric.buildService(AlertService::class.java).create().get()
        assertEquals(Service.START_STICKY, service.onStartCommand(null, 0, 1))
        hand.settle()
        assertNull("it is still wanted", stopped())
        assertEquals(listOf("Plan: in progress"), notices())
        hand.start()
        assertNull("it runs already", shadowOf(hand.app).nextStartedService)
        hand.tap(R.string.alert_over)
        hand.pin("8264")
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `a service that outlived its alert ends when the system begins it anew`() {
        pressed()
        hand.serve()
        stop()
        forgetStopped()
        hand.window.pause().stop().destroy()
        hand.app.kill()
        Robolectric.buildService(AlertService::class.java).create().get().onStartCommand(null, 0, 1)
        hand.settle()
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `a service that has not shown itself is never ended before it has`() {
        pressed()
        forgetStopped()
        stop()
        assertNull("the system would end the process", stopped())
        val service = hand.serve()
        assertEquals("Plan: in progress", shadowOf(service).lastForegroundNotification.extras.getString(Notification.EXTRA_TITLE))
        assertEquals(AlertService::class.java.name, stopped())
    }

    @Test
    fun `a service that was begun out of sight is begun anew in sight, where it may know the place`() {
        assumeTrue(since(Build.VERSION_CODES.Q))
        radio.allow(*Radio.ALL)
        hand.opened()
        hand.contact("Дана", FIRST)
        hand.tap(R.string.lock)
        hand.leave()
        Robolectric.buildService(DoorsTest.Tile::class.java).create().get().onClick()
        hand.settle()
        assertTypes(BOTH, hand.serve())
        hand.window.restart().start().resume()
        hand.pass(11)
        assertTypes(BOTH, hand.serve())
        hand.pass(2)
        assertNull(shadowOf(hand.app).nextStartedService)
    }

    /** Lets nothing know the place. */
    @Implements(Service::class)
    class NoPlace : ShadowService() {
        @Implementation
        public override fun startForeground(id: Int, notification: Notification, types: Int) {
            if (types and ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION != 0) throw SecurityException()
            super.startForeground(id, notification, types)
        }
    }

    companion object {
        const val SPECIAL_USE = ServiceInfo.FOREGROUND_SERVICE_TYPE_SPECIAL_USE
        const val BOTH = ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION or SPECIAL_USE

        /** What a service tells the system that it does. Phones before 10 are told nothing, and those before 14 know no special use. */
        fun assertTypes(types: Int, service: Service) {
            if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return
            val known = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.UPSIDE_DOWN_CAKE) types and SPECIAL_USE.inv() else types
            assertEquals(known, service.foregroundServiceType)
        }
    }
}
