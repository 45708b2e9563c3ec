package kz.zhospar

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.KeystoreKeys
import kz.zhospar.platform.KeysUnavailable
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGeneratorSpi
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** The app as it is shipped: its keys lie in the phone's key store, which is played here by one that holds them in memory. */
class KeystoreApp : TestApp() {
    override fun keys(): DeviceKeys = KeystoreKeys()
}

@RunWith(RobolectricTestRunner::class)
@Config(application = KeystoreApp::class)
class KeystoreTest {
    private val hand = Hand()
    private val keys = KeystoreKeys()

    @Before
    fun install() {
        PlayedStore.empty()
        Security.addProvider(PlayedProvider())
    }

    @After
    fun remove() = Security.removeProvider("AndroidKeyStore")

    @Test
    fun `a key is made once, answers as HMAC-SHA256, and is gone when it is destroyed`() {
        assertNull(keys.hmac("a", byteArrayOf(1)))
        keys.create("a")
        val raw = PlayedStore.held.getValue("a").encoded
        keys.create("a")
        assertArrayEquals("one that exists stays", raw, PlayedStore.held.getValue("a").encoded)
        val expected = Mac.getInstance("HmacSHA256").run {
            init(SecretKeySpec(raw, "HmacSHA256"))
            doFinal(byteArrayOf(1, 2, 3))
        }
        assertArrayEquals(expected, keys.hmac("a", byteArrayOf(1, 2, 3)))
        keys.destroy("a")
        keys.destroy("a")
        assertNull(keys.hmac("a", byteArrayOf(1, 2, 3)))
    }

    @Test
    fun `a key may only sign, has 256 bits, and needs neither an unlocked screen nor a finger`() {
        keys.create("a")
        val asked = PlayedStore.asked.single()
        assertEquals("a", asked.keystoreAlias)
        assertEquals(KeyProperties.PURPOSE_SIGN, asked.purposes)
        assertEquals(256, asked.keySize)
        assertFalse(asked.isUserAuthenticationRequired)
        assertFalse("an alert runs before the phone is unlocked", asked.isUnlockedDeviceRequired)
    }

    @Test
    fun `a store that does not answer is no lost key`() {
        keys.create("a")
        PlayedStore.isAway = true
        assertThrows(KeysUnavailable::class.java) { keys.hmac("a", byteArrayOf(1)) }
        assertThrows(KeysUnavailable::class.java) { keys.create("b") }
        assertThrows(KeysUnavailable::class.java) { keys.destroy("a") }
        PlayedStore.isAway = false
        assertEquals(32, keys.hmac("a", byteArrayOf(1))!!.size)
    }

    @Test
    fun `a vault is made, opened and opened again with keys of the store, and without them asks for the code on paper`() {
        hand.start().firstRun()
        hand.pin("7391")
        hand.writeOne("Ждал у подъезда")
        assertTrue(PlayedStore.held.isNotEmpty())
        hand.killAndStart()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue(hand.text(), hand.sees("Ждал у подъезда"))
        PlayedStore.isAway = true
        hand.killAndStart()
        hand.pin("7391")
        assertFalse(hand.text(), hand.sees("Ждал у подъезда"))
        PlayedStore.isAway = false
        hand.killAndStart()
        hand.pin("7391")
        hand.tap(R.string.log)
        assertTrue("nothing is lost by that: " + hand.text(), hand.sees("Ждал у подъезда"))
    }
}

class PlayedProvider : Provider("AndroidKeyStore", "1.0", "keys in memory") {
    init {
        put("KeyStore.AndroidKeyStore", PlayedStore::class.java.name)
        put("KeyGenerator.HmacSHA256", PlayedGenerator::class.java.name)
    }
}

class PlayedGenerator : KeyGeneratorSpi() {
    private var wanted: KeyGenParameterSpec? = null

    override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()

    override fun engineInit(size: Int, random: SecureRandom?) = throw UnsupportedOperationException()

    override fun engineInit(spec: AlgorithmParameterSpec?, random: SecureRandom?) {
        wanted = spec as KeyGenParameterSpec
    }

    override fun engineGenerateKey(): SecretKey {
        PlayedStore.answer()
        val spec = requireNotNull(wanted)
        PlayedStore.asked += spec
        val key = SecretKeySpec(ByteArray(spec.keySize / 8).also(SecureRandom()::nextBytes), "HmacSHA256")
        PlayedStore.held[spec.keystoreAlias] = key
        return key
    }
}

class PlayedStore : KeyStoreSpi() {
    override fun engineGetKey(alias: String, password: CharArray?): Key? {
        answer()
        return held[alias]
    }

    override fun engineDeleteEntry(alias: String) {
        answer()
        held.remove(alias)
    }

    override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

    override fun engineContainsAlias(alias: String): Boolean = alias in held

    override fun engineAliases(): Enumeration<String> = Collections.enumeration(held.keys)

    override fun engineSize(): Int = held.size

    override fun engineIsKeyEntry(alias: String): Boolean = alias in held

    override fun engineIsCertificateEntry(alias: String): Boolean = false

    override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

    override fun engineGetCertificate(alias: String): Certificate? = null

    override fun engineGetCreationDate(alias: String): Date? = null

    override fun engineGetCertificateAlias(certificate: Certificate): String? = null

    override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) = throw UnsupportedOperationException()

    override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) = throw UnsupportedOperationException()

    override fun engineSetCertificateEntry(alias: String, certificate: Certificate) = throw UnsupportedOperationException()

    override fun engineStore(stream: OutputStream?, password: CharArray?) = throw UnsupportedOperationException()

    companion object {
        val held: MutableMap<String, SecretKey> = Collections.synchronizedMap(HashMap())
        val asked: MutableList<KeyGenParameterSpec> = Collections.synchronizedList(ArrayList())

        @Volatile
        var isAway = false

        fun empty() {
            held.clear()
            asked.clear()
            isAway = false
        }

        /** As the real one does where its service is gone. */
        fun answer() {
            if (isAway) throw ProviderException("the key store does not answer")
        }
    }
}
