plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.android")
}

android {
    namespace = "kz.zhospar"
    compileSdk = 35

    defaultConfig {
        applicationId = "kz.zhospar"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }

    // full: sideload and F-Droid. store: without RECEIVE_SMS.
    flavorDimensions += "from"
    productFlavors {
        create("full") { dimension = "from" }
        create("store") { dimension = "from" }
    }

    buildTypes {
        release {
            isMinifyEnabled = true
            // What must not be shrunk stands in the library's own package.
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }

    sourceSets["main"].apply {
        kotlin.srcDirs("src/main/kotlin", "../../target/generated/kotlin")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }

    // Tests run under Maven, with the library of the desk: tests/run kotlin.
    testOptions { unitTests.all { it.enabled = false } }
}

kotlin { jvmToolchain(17) }

dependencies {
    // bindings/package-android makes it.
    implementation(files("../../target/android/zhospar-core.aar"))
    implementation("net.java.dev.jna:jna:5.19.1@aar")
}
