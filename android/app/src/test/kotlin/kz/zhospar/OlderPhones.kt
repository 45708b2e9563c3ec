package kz.zhospar

import android.app.Activity
import org.junit.Before
import org.robolectric.Robolectric
import org.robolectric.annotation.Config

// The same stories on older phones. Each version has a process of its own: the library knows one set of callbacks in a process, and each version loads its
// classes anew.

/** The first window of 12 makes Robolectric stumble over a part of Bluetooth that is younger; the next ones do not. */
private fun openFirstWindow() {
    try {
        Robolectric.buildActivity(Activity::class.java).setup().pause().stop().destroy()
    } catch (_: NoClassDefFoundError) {
    }
}

@Config(sdk = [26])
class AlertOn26Test : AlertTest()

@Config(sdk = [29])
class AlertOn29Test : AlertTest()

@Config(sdk = [31])
class AlertOn31Test : AlertTest() {
    @Before
    fun begin() = openFirstWindow()
}

@Config(sdk = [26])
class CheckInOn26Test : CheckInTest()

@Config(sdk = [29])
class CheckInOn29Test : CheckInTest()

@Config(sdk = [31])
class CheckInOn31Test : CheckInTest() {
    @Before
    fun begin() = openFirstWindow()
}

@Config(sdk = [26])
class DoorsOn26Test : DoorsTest()

@Config(sdk = [29])
class DoorsOn29Test : DoorsTest()

@Config(sdk = [31])
class DoorsOn31Test : DoorsTest() {
    @Before
    fun begin() = openFirstWindow()
}

@Config(sdk = [26])
class KeeperOn26Test : KeeperTest()

@Config(sdk = [29])
class KeeperOn29Test : KeeperTest()

@Config(sdk = [31])
class KeeperOn31Test : KeeperTest() {
    @Before
    fun begin() = openFirstWindow()
}
