// SPDX-License-Identifier: MIT
// Any bytes as any type of the sample schemas.
#include "tests/fuzz/decoding.h"
#include "tests/fuzz/samples.h"

using namespace wirebench;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    ByteView input(data, size);
    const fuzz::SampleType& sample = fuzz::chooseType(input);
    fuzz::checkDecoding(sample.plan, sample.type, input);
    return 0;
}
