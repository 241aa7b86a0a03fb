package backbench.djl.pytorch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test where this module was built without PyTorch's natives. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "backbench.djl.pytorch.NativePlatform#carried",
    disabledReason = "PyTorch has no natives for this platform")
@interface OnNativePlatform {}
