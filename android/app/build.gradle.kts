// For Android Studio; Maven builds and tests the same sources (pom.xml), and its lists name every version.
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.kotlin.compose)
}

android {
    namespace = "org.linli.app.phone"
    compileSdk = 36
    defaultConfig {
        applicationId = "org.linli.app.phone"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }
    buildTypes.release {
        isMinifyEnabled = true
        proguardFiles("proguard.pro", "../linli/consumer-rules.pro")
    }
    buildFeatures.compose = true
    // The screens are compiled once more, against Android's own Compose.
    sourceSets["main"].kotlin.srcDir("../screens/src/main/kotlin")
    sourceSets["main"].assets.srcDir("../screens/src/main/resources")
    sourceSets["main"].jniLibs.srcDir("../../target/mobile/jniLibs")
}

kotlin {
    jvmToolchain(17)
    compilerOptions.allWarningsAsErrors = true
}

dependencies {
    implementation(project(":linli"))
    implementation(libs.androidx.activity.compose)
    implementation(libs.androidx.compose.material3)
    implementation(libs.androidx.work)
    implementation(libs.coroutines.android)
    implementation(libs.zxing)
}
