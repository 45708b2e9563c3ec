package kz.zhospar.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.GeneralSecurityException
import java.security.Key
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.KeyGenerator
import javax.crypto.Mac

/** Keys for HMAC-SHA256 that can't be read out. Whatever [create] and [destroy] did is durable when they return. */
interface DeviceKeys {
    /** HMAC-SHA256 of the message under this key, or null where there is none. */
    fun hmac(alias: String, message: ByteArray): ByteArray?

    /** Makes a key. One that exists stays as it is. */
    fun create(alias: String)

    /** Destroys a key for good; one that is not there is no error. */
    fun destroy(alias: String)
}

/** The key store can't be used now; later it may. */
class KeysUnavailable(cause: Throwable) : Exception(cause)

/** Android's own key store. Its keys need no unlocked screen: the alert must work before that. */
class KeystoreKeys : DeviceKeys {
    override fun hmac(alias: String, message: ByteArray): ByteArray? = whileUsable {
        key(alias)?.let { key ->
            Mac.getInstance(ALGORITHM).run {
                init(key)
                doFinal(message)
            }
        }
    }

    override fun create(alias: String) = whileUsable {
        if (key(alias) == null) {
            val wanted = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN).setKeySize(KEY_BITS).build()
            KeyGenerator.getInstance(ALGORITHM, STORE).apply { init(wanted) }.generateKey()
        }
    }

    override fun destroy(alias: String) = whileUsable { store().deleteEntry(alias) }

    private fun key(alias: String): Key? = store().getKey(alias, null)

    private fun store(): KeyStore = KeyStore.getInstance(STORE).apply { load(null) }

    private fun <T> whileUsable(work: () -> T): T = try {
        work()
    } catch (error: GeneralSecurityException) {
        throw KeysUnavailable(error)
    } catch (error: ProviderException) {
        throw KeysUnavailable(error)
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val ALGORITHM = KeyProperties.KEY_ALGORITHM_HMAC_SHA256
        const val KEY_BITS = 256
    }
}
