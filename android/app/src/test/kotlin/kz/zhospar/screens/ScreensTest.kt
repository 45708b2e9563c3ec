package kz.zhospar.screens

import android.graphics.Bitmap
import android.graphics.Canvas
import kz.zhospar.Hand
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.ParameterizedRobolectricTestRunner.Parameters
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.GraphicsMode
import java.io.File
import kotlin.math.min

/** Walks through every screen and looks at it: with rulers at the smallest size, and as a picture. */
@RunWith(ParameterizedRobolectricTestRunner::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ScreensTest(private val walk: Walk) {
    private val hand = Hand()
    private val rulers = Rulers(hand)

    @Test
    fun `kk is whole on the smallest screen at twice the size`() = narrow("kk")

    @Test
    fun `ru is whole on the smallest screen at twice the size`() = narrow("ru")

    @Test
    fun `en is whole on the smallest screen at twice the size`() = narrow("en")

    @Test
    fun `kk in light`() = picture("kk", "notnight")

    @Test
    fun `kk in dark`() = picture("kk", "night")

    @Test
    fun `ru in light`() = picture("ru", "notnight")

    @Test
    fun `ru in dark`() = picture("ru", "night")

    private fun narrow(language: String) {
        RuntimeEnvironment.setQualifiers("$language-w320dp-h568dp-notnight-xhdpi")
        RuntimeEnvironment.setFontScale(2f)
        walk.steps(Tour(hand, rulers::measure))
    }

    private fun picture(language: String, light: String) {
        RuntimeEnvironment.setQualifiers("$language-w360dp-h640dp-$light-hdpi")
        walk.steps(
            Tour(hand) { name ->
                rulers.measure(name)
                draw("$language-${if (light == "night") "dark" else "light"}-$walk-$name")
            },
        )
    }

    private fun draw(name: String) {
        val view = hand.decor
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(picture))
        val colours = (0 until min(view.width, view.height) step 3).map { picture.getPixel(it, it) }.toSet()
        assertTrue("$name is blank", colours.size > 1)
        val folder = File(System.getProperty("screens").orEmpty().ifEmpty { "target/screens" }).apply { mkdirs() }
        File(folder, "$name.png").outputStream().use { assertTrue(picture.compress(Bitmap.CompressFormat.PNG, 100, it)) }
    }

    companion object {
        @JvmStatic
        @Parameters(name = "{0}")
        fun walks() = WALKS.map { arrayOf(it) }
    }
}
