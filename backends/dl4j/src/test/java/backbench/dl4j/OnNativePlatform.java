package backbench.dl4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test where this module was built without ND4J's natives. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "backbench.dl4j.NativePlatform#carried",
    disabledReason = "ND4J has no natives for this platform")
public @interface OnNativePlatform {}
