package kz.zhospar

import android.app.Activity
import android.provider.MediaStore
import android.widget.TextView
import kz.zhospar.core.generated.draftOf
import kz.zhospar.platform.TakenSort
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** Photos, from the camera into the log. */
@RunWith(RobolectricTestRunner::class)
class PhotoTest : EvidenceStories() {
    private fun Hand.reopen(pin: String = "7391") {
        tap(R.string.lock)
        pin(pin)
        tap(R.string.log)
        views().first { it.isClickable && said(it).orEmpty().contains(kind("loiter")) }.performClick()
        settle()
    }

    @Test
    fun `a photo is attached, there after locking, with the hash of what the camera wrote, and nothing of it lies outside`() {
        opened().tap(R.string.ev_add_photo)
        assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, hand.errand().action)
        hand.camera(picture)
        assertTrue(hand.text(), hand.seesHash(picture))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.reopen()
        hand.tap("1 piece of evidence")
        assertTrue(hand.text(), hand.seesHash(picture))
        assertTrue(hand.text(), hand.sees("Can be added later"))
        hand.tapPart("photo.jpg")
        assertTrue(hand.text(), hand.sees("Added"))
        assertEquals("shown, and removed at once", emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `an hour in the camera locks, and the photo is in the log all the same, not confirmed`() {
        opened().tap(R.string.ev_add_photo)
        hand.camera(picture, seconds = 3_600)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.back()
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `a process that was killed while the camera was open loses no photo`() {
        opened().tap(R.string.ev_add_photo)
        @Suppress("DEPRECATION")
        val uri = hand.errand().getParcelableExtra<android.net.Uri>(MediaStore.EXTRA_OUTPUT)!!
        hand.app.contentResolver.openOutputStream(uri)!!.use { it.write(picture) }
        hand.killAndStart()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `what a kill left of pictures that were shown and of halves of copies is gone at the next start, a recording is kept`() {
        opened()
        val temporary = hand.app.shell.media.temporary
        listOf(temporary.newShown(), temporary.newCopy(), temporary.newTaken(TakenSort.SOUND)!!).forEach { it.writeBytes(FakeSound.HEARD) }
        temporary.newLent().apply { parentFile!!.mkdirs() }.writeBytes(FakeSound.HEARD)
        temporary.newTaken(TakenSort.PHOTO)
        assertEquals(5, hand.leftOutside().size)
        hand.killAndStart()
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `what is to go loses its name at once, and is overwritten by a thread beside`() {
        opened()
        val temporary = hand.app.shell.media.temporary
        val photo = temporary.newTaken(TakenSort.PHOTO)!!.apply { writeBytes(FakeSound.HEARD) }
        val asked = hand.app.beside.asked
        temporary.erase(photo)
        assertFalse("nobody finds it as a photo any more", photo.exists())
        assertEquals(asked + 1, hand.app.beside.asked)
        hand.settle()
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `the ways to more of it stand one below the other under their heading, as wide as the page`() {
        opened()
        assertTrue(hand.text(), hand.sees(hand.words(R.string.ev_add)))
        val ways = listOf(R.string.ev_add_photo, R.string.ev_add_voice, R.string.ev_add_file).map { way -> hand.views().single { hand.said(it) == hand.words(way) } }
        val page = hand.views().single { (it as? TextView)?.text == hand.words(R.string.ev_add) }
        ways.forEach { assertEquals(page.width, it.width) }
        assertTrue("the first is the largest", ways[0].height > ways[1].height && ways[1].height == ways[2].height)
    }

    @Test
    fun `whoever gives up in the camera leaves nothing behind`() {
        opened().tap(R.string.ev_add_photo)
        hand.comesBack(null, result = Activity.RESULT_CANCELED)
        assertTrue(hand.text(), hand.sees("Nothing is attached yet."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `without a camera, files are offered`() {
        opened()
        shadowOf(hand.app).checkActivities(true)
        hand.tap(R.string.ev_add_photo)
        assertTrue(hand.text(), hand.sees("The camera can't be used here."))
        hand.tap(R.string.ev_add_file)
        assertTrue(hand.text(), hand.sees("There is no app here that shows files."))
        assertEquals(emptyList<Any>(), hand.leftOutside())
    }

    @Test
    fun `an image of someone under 18 is kept nowhere, and the words say what to do`() {
        hand.opened()
        hand.app.shell.ask({
            val image = draftOf("image", now().wall).copy(what = "Прислал чужое", own = mapOf("under_18" to "yes"))
            opened().log().use { it.add(image, now()) }
        })
        hand.settle()
        hand.tap(R.string.log)
        hand.tapPart("Прислал чужое")
        hand.tap(R.string.ev_title)
        hand.tap(R.string.ev_add_photo)
        hand.camera(picture)
        assertTrue(hand.text(), hand.sees("An image of someone under 18 must not be kept"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.tap(R.string.lock)
        hand.pin("7391")
        assertFalse("nor among the captures", hand.sees("not confirmed"))
    }

    @Test
    fun `a photo straight from Today is kept first and then named`() {
        hand.opened()
        hand.tap(R.string.ev_photo)
        hand.camera(picture)
        assertTrue("it stands in an incident of its own: " + hand.text(), hand.sees("1 piece of evidence"))
        assertEquals(emptyList<Any>(), hand.leftOutside())
        hand.type(R.string.what, "Ждал у подъезда")
        hand.back()
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Ждал у подъезда"))
        assertFalse("she made it behind the PIN", hand.sees(hand.words(R.string.unconfirmed)))
    }

    @Test
    fun `a photo from Today that came back to a locked app is in the log after the next unlock`() {
        hand.opened()
        hand.tap(R.string.ev_photo)
        hand.camera(picture, seconds = 3_600)
        assertTrue(hand.text(), hand.sees("Kept. You will find it in the log"))
        hand.back()
        hand.pin("7391")
        hand.tap("1 record is not confirmed yet")
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }

    @Test
    fun `behind the second PIN a photo from Today stays in the other log`() {
        hand.start().firstRun(second = "2846").pin("2846")
        hand.tap(R.string.ev_photo)
        hand.camera(picture)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
        hand.tap(R.string.lock)
        hand.pin("7391")
        hand.tap(R.string.log)
        assertFalse(hand.text(), hand.sees("1 piece of evidence"))
        hand.tap(R.string.lock)
        hand.pin("2846")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("1 piece of evidence"))
    }
}
