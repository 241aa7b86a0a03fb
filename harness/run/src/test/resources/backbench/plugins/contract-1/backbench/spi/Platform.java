package backbench.spi;

public record Platform(String os, String architecture) {}
