package backbench.djl.mxnet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test where this module was built without MXNet's natives. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "backbench.djl.mxnet.NativePlatform#carried",
    disabledReason = "MXNet has no natives for this platform")
@interface OnNativePlatform {}
