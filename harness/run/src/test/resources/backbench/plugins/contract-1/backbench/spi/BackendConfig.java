package backbench.spi;

public record BackendConfig() {}
