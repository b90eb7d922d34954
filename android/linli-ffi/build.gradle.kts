import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "org.linli.ffi"
    compileSdk = 36
    defaultConfig {
        minSdk = 26
        consumerProguardFiles("../linli/consumer-rules.pro")
    }
    sourceSets["main"].kotlin.srcDir(rootDir.resolve("../target/bindings/kotlin"))
    sourceSets["main"].jniLibs.srcDir(rootDir.resolve("../target/mobile/jniLibs"))
}

kotlin {
    jvmToolchain(17)
    compilerOptions {
        languageVersion = KotlinVersion.KOTLIN_2_2
        apiVersion = KotlinVersion.KOTLIN_2_2
    }
}

dependencies {
    api(libs.kotlin.stdlib)
    api(libs.coroutines)
    api(libs.jna) { artifact { type = "aar" } }
}
