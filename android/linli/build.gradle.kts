import org.jetbrains.kotlin.gradle.dsl.KotlinVersion

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

android {
    namespace = "org.linli"
    compileSdk = 36
    defaultConfig {
        minSdk = 26
        consumerProguardFiles("consumer-rules.pro")
    }
    sourceSets["test"].kotlin.srcDir("src/hub/kotlin")
    testOptions.unitTests.all {
        it.useJUnitPlatform()
        it.systemProperty("linli.root", rootDir.parent)
        it.systemProperty("linli.bindings", rootDir.resolve("../target/bindings").path)
        it.systemProperty("jna.library.path", rootDir.resolve("../target/bindings/lib").path)
    }
}

kotlin {
    jvmToolchain(17)
    explicitApi()
    compilerOptions {
        allWarningsAsErrors = true
        languageVersion = KotlinVersion.KOTLIN_2_2
        apiVersion = KotlinVersion.KOTLIN_2_2
    }
}

dependencies {
    implementation(project(":linli-ffi"))
    testImplementation(libs.jna)
    testImplementation(libs.coroutines.test)
    testImplementation(libs.kotlin.reflect)
    testImplementation(libs.kotlin.test)
    testImplementation(libs.junit)
    testImplementation(libs.turbine)
    testImplementation(libs.jackson)
}
