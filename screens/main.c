#include "api/util.h"
#include "screens/capture_own.h"
#include "screens/cmd.h"
#include "screens/heap.h"
#include "screens/rescue.h"

int main(int argc, char **argv)
{
	bool capture = argc == 2 && str_eq(argv[1], CAPTURE_ARG);
	bool locked = capture && heap_lock && heap_lock();

	harden();
	if (capture)
		return capture_main(locked);
	rescue_terminal();
	return cmd_main(argc, argv);
}
