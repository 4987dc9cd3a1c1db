/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-torch-runtime.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <malloc.h>

namespace ns3
{
namespace isac
{

namespace
{

/// What only the library's vendor has, of each BLAS that is known to be fast.
const char* const FAST_BLAS[] = {
    "openblas_get_config",      // OpenBLAS
    "bli_info_get_version_str", // BLIS
    "MKL_Get_Version",          // oneMKL
    "mkl_get_version",          // oneMKL, its older spelling
    "ATL_buildinfo",            // ATLAS
};

constexpr int LARGEST_FROM_HEAP = 32 << 20; //!< greater ones are mapped; glibc takes no more [byte]
constexpr int LARGEST_KEPT = 256 << 20;     //!< free memory at the end of the heap [byte]

} // namespace

void
SetTorchThreads(int threads)
{
    at::set_num_threads(threads);
    // Not linked with: which BLAS is there is up to the machine.
    if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
    {
        reinterpret_cast<void (*)(int)>(symbol)(threads);
    }
}

void
PrepareTorch(int threads)
{
    SetTorchThreads(threads);
#ifdef __GLIBC__
    // Setting either of them also keeps glibc from moving the first one by itself.
    mallopt(M_MMAP_THRESHOLD, LARGEST_FROM_HEAP);
    mallopt(M_TRIM_THRESHOLD, LARGEST_KEPT);
#endif
}

std::string
FindSlowBlas()
{
    // The first sgemm of the process is the one that LibTorch calls, unless it brings its own.
    void* sgemm = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info about;
    if (!sgemm || dladdr(sgemm, &about) == 0 || !about.dli_fname)
    {
        return "";
    }
    const std::string file = about.dli_fname;
    if (file.find("libblas") == std::string::npos)
    {
        return "";
    }
    // Searches the library and what it depends on, not the whole process.
    void* library = dlopen(about.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (!library)
    {
        return "";
    }
    bool fast = false;
    for (const char* symbol : FAST_BLAS)
    {
        fast = fast || dlsym(library, symbol);
    }
    dlclose(library);
    return fast ? ""
                : "LibTorch runs on the reference BLAS (" + file +
                      "), about ten times slower: install libopenblas0-pthread";
}

} // namespace isac
} // namespace ns3
