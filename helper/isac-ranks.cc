/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-ranks.h"

#include "ns3/fatal-error.h"

#ifdef ISAC_MPI
#include "ns3/mpi-interface.h"

#include <mpi.h>
#endif

namespace ns3
{
namespace isac
{

#ifdef ISAC_MPI

bool
Ranks::IsAvailable()
{
    return true;
}

void
Ranks::Enable(int* argc, char*** argv)
{
    MpiInterface::Enable(argc, argv);
}

uint32_t
Ranks::GetRank()
{
    return MpiInterface::IsEnabled() ? MpiInterface::GetSystemId() : 0;
}

uint32_t
Ranks::GetSize()
{
    return MpiInterface::IsEnabled() ? MpiInterface::GetSize() : 1;
}

std::vector<std::string>
Ranks::Exchange(const std::string& text)
{
    if (GetSize() == 1)
    {
        return {text};
    }
    const MPI_Comm everybody = MpiInterface::GetCommunicator();
    const int length = static_cast<int>(text.size());
    std::vector<int> lengths(GetSize());
    MPI_Allgather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, everybody);
    std::vector<int> places;
    int total = 0;
    for (const int each : lengths)
    {
        places.push_back(total);
        total += each;
    }
    std::string all(total, '\0');
    MPI_Allgatherv(text.data(),
                   length,
                   MPI_CHAR,
                   all.data(),
                   lengths.data(),
                   places.data(),
                   MPI_CHAR,
                   everybody);
    std::vector<std::string> texts;
    for (std::size_t rank = 0; rank < lengths.size(); ++rank)
    {
        texts.push_back(all.substr(places[rank], lengths[rank]));
    }
    return texts;
}

void
Ranks::Abort(int code)
{
    if (GetSize() > 1)
    {
        MPI_Abort(MpiInterface::GetCommunicator(), code);
    }
}

void
Ranks::Disable()
{
    if (MpiInterface::IsEnabled())
    {
        MpiInterface::Disable();
    }
}

#else

bool
Ranks::IsAvailable()
{
    return false;
}

void
Ranks::Enable(int*, char***)
{
    NS_FATAL_ERROR("Ranks: this ns-3 was built without MPI");
}

uint32_t
Ranks::GetRank()
{
    return 0;
}

uint32_t
Ranks::GetSize()
{
    return 1;
}

std::vector<std::string>
Ranks::Exchange(const std::string& text)
{
    return {text};
}

void
Ranks::Abort(int)
{
}

void
Ranks::Disable()
{
}

#endif

} // namespace isac
} // namespace ns3
