/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/isac-torch-runtime.h"
#include "ns3/isac-torchscript-policy.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

using namespace ns3::isac;

namespace
{

/// Threads of this process, as the system counts them.
int
CountThreads()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
    {
        if (line.rfind("Threads:", 0) == 0)
        {
            return std::stoi(line.substr(8));
        }
    }
    return 0;
}

/// A large product, which a BLAS shares among threads, and a large element-wise one for LibTorch's.
void
Multiply()
{
    std::string path = testing::TempDir() + "isac-runtime-XXXXXX";
    ASSERT_GE(mkstemp(path.data()), 0);
    WriteTorchScript(path,
                     {{"w", FloatMatrix::Random(400, 400)}},
                     "def forward(self, x):\n"
                     "    y = torch.sigmoid(torch.matmul(self.w, self.w))\n"
                     "    return torch.sigmoid(torch.matmul(x, y))\n",
                     {});
    TorchScriptPolicy(path, 400, {{}, 400}).Act(Eigen::VectorXd::Ones(400));
    std::filesystem::remove(path);
}

} // namespace

TEST(TorchRuntime, AsManyThreadsAsAskedFor)
{
    SetTorchThreads(1);
    if (void* symbol = dlsym(RTLD_DEFAULT, "openblas_get_num_threads"))
    {
        EXPECT_EQ(reinterpret_cast<int (*)()>(symbol)(), 1);
    }
    const int before = CountThreads();
    ASSERT_GT(before, 0);
    Multiply();
    EXPECT_EQ(CountThreads(), before);

    // More when asked for; OpenBLAS starts its own at once, LibTorch when there is work.
    SetTorchThreads(3);
    const int idle = CountThreads();
    Multiply();
    EXPECT_GT(CountThreads(), idle);
    SetTorchThreads(1);
}

TEST(TorchRuntime, SlowBlasIsToldByWhichLibraryIsLoaded)
{
    const std::string found = FindSlowBlas();
    EXPECT_EQ(found.find('\n'), std::string::npos);
    // Debian's reference BLAS lives in a folder of its own or is what the alternative points to.
    Dl_info about;
    void* sgemm = dlsym(RTLD_DEFAULT, "sgemm_");
    if (!sgemm || dladdr(sgemm, &about) == 0)
    {
        EXPECT_EQ(found, "");
        return;
    }
    const std::string file = std::filesystem::canonical(about.dli_fname).string();
    const bool reference = file.find("/blas/libblas.so") != std::string::npos;
    EXPECT_EQ(found.empty(), !reference) << file << ": " << found;
    if (reference)
    {
        EXPECT_NE(found.find("install libopenblas0-pthread"), std::string::npos);
    }
}
